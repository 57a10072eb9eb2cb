package tunewise.rulebook.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Catalog;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;

/** What follows from thresholds alone, each shown by an example. */
class ThresholdAnalysisTest {
    private static final RuleFiles FILES = RuleFiles.load(Path.of("rules"));
    private static final Catalog CATALOG = CatalogReader.read(FILES);

    @Test
    void theProjectsOwnRulesLeaveNothingToWonderAbout() {
        assertEquals(List.of(), said(FILES));
    }

    @Test
    void aFigureThatBothRulesLeaveOutIsAGap() {
        assertEquals(
                List.of("MET-060: leaves a gap to MET-040: neither applies where workload.variants of Question is 5,"
                        + " for example Question( workload.variants == 5 )."),
                ofVariants("$variants >= $many", "$variants > $many"));
    }

    @Test
    void aFigureForWhichOneRuleAllowsWhatAnotherExcludesIsAContradiction() {
        assertEquals(
                List.of("MET-060: says the opposite of MET-040 where workload.variants of Question is 5: for example"
                        + " Question( workload.variants == 5 )."),
                ofVariants("$variants < $many", "$variants <= $many"));
    }

    @Test
    void aPolicyValueThatTheCatalogLacksIsAFaultRatherThanAWarning() {
        RuleFiles files =
                edited("rules/gates/worth-it.drl", "\"inference-calls-break-even\"", "\"inference-call-break-even\"");

        assertEquals(List.of(), said(files));
        assertEquals(
                List.of("GAT-010: the rule can never fire: the catalog has no Policy with id"
                        + " 'inference-call-break-even'."),
                messages(ThresholdAnalysis.of(files, CATALOG).missingRows()));
    }

    @Test
    void aRuleWhoseFiguresExcludeEachOtherNeverFires() {
        assertEquals(
                List.of("GAT-030: the rule can never fire: nothing is tokens of Question is at least 100000000000 and"
                        + " less than 5."),
                said("rules/gates/from-scratch.drl", "$tokens >= $least", "$tokens >= $least, $tokens < 5"));
    }

    @Test
    void aRuleThatWantsTwoValuesOfOneFieldNeverFires() {
        assertEquals(
                List.of("ELI-085: the rule can never fire: commitment of Question cannot be Commitment.ANY and"
                        + " Commitment.ON_DEMAND at once."),
                said(
                        "rules/eligibility/persons-limits.drl",
                        "commitment == Commitment.ON_DEMAND",
                        "commitment == Commitment.ON_DEMAND, commitment == Commitment.ANY"));
    }

    @Test
    void aRuleThatAppliesWhereverAnotherDoesShadowsIt() {
        String twin =
                """
                rule "GAT-040 Very many tokens deserve a second thought"
                    @source( house )
                when
                    Question( $tokens : tokens, $tokens >= 400000000000 )
                    Policy( id == "from-scratch-least-tokens" )
                then
                    insert( new Caveat( "Very many." ) );
                end

                rule "GAT-050 Many tokens deserve a thought"
                    @source( house )
                when
                    Question( $tokens : tokens, $tokens >= 200000000000 )
                    Policy( id == "from-scratch-least-tokens" )
                then
                    insert( new Caveat( "Many." ) );
                end
                """;
        TreeMap<String, String> files = new TreeMap<>(FILES.files());
        files.merge("rules/gates/from-scratch.drl", "\n" + twin, String::concat);
        assertEquals(
                List.of("GAT-040: is shadowed by GAT-050, which applies wherever this rule does: for example Question("
                        + " tokens == 400000000000 )."),
                said(new RuleFiles(files)));
    }

    @Test
    void wholeNumbersThatFollowEachOtherLeaveNoGap() {
        assertEquals(List.of(), said("rules/methods/full.drl", "$variants < $many", "$variants <= 4"));
    }

    private static List<String> said(String path, String text, String instead) {
        return said(edited(path, text, instead));
    }

    /** With the rules on variants under one lens alike, and this edit. */
    private static List<String> ofVariants(String text, String instead) {
        TreeMap<String, String> files = new TreeMap<>(FILES.files());
        files.computeIfPresent(
                "rules/methods/full.drl", (key, content) -> content.replace("knowledge == Knowledge.GUIDE, ", "")
                        .replace(text, instead));
        return said(new RuleFiles(files));
    }

    private static RuleFiles edited(String path, String text, String instead) {
        TreeMap<String, String> files = new TreeMap<>(FILES.files());
        files.computeIfPresent(path, (key, content) -> content.replace(text, instead));
        return new RuleFiles(files);
    }

    private static List<String> said(RuleFiles files) {
        return messages(ThresholdAnalysis.of(files, CATALOG).remarks());
    }

    private static List<String> messages(List<Fault> faults) {
        return faults.stream()
                .map((Fault warning) -> warning.rule() + ": " + warning.message())
                .toList();
    }
}
