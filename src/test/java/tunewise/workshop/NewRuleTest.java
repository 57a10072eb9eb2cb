package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tunewise.advice.LoadedRelease;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.service.ProgressListener;
import tunewise.workshop.NewRule.Kind;
import tunewise.workshop.NewRule.Written;

/** Rules made of a form, as they are before anybody edits them. */
class NewRuleTest {

    @Test
    void everyKindPassesItsCheckAndItsFixtureNoticesEveryMistake() {
        Workspace piece = ShippedRules.WORKSPACE;
        Set<String> ids = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            for (String family : List.of("gemma2", "")) {
                String subject = kind.id().startsWith("gpu") ? "l40s" : "coreweave";
                Written written = new NewRule(kind, subject, family, "its terms said \"no\" in 2026").in(piece);
                ids.add(written.id());
                piece = with(piece, written);
            }
        }
        assertEquals(8, ids.size());
        Workspace all = piece;
        Examination checked = new RulesValidator(CompiledRules::of, RuleTestRunner.HERE).check(all, null);
        assertEquals(List.of(), checked.faults());
        LoadedRelease loaded = checked.loaded().orElseThrow();
        Fixtures fixtures = Fixtures.read(all.fixtures(), loaded);
        fixtures.rules().stream()
                .filter(fixture -> ids.contains(fixture.rule()))
                .forEach(fixture -> fixture.cases()
                        .forEach(each -> assertTrue(
                                each.run(loaded.rulebook()).complaint().isEmpty(), each.rule() + " " + each.why())));
        assertEquals(
                List.of(),
                RuleTestRunner.HERE
                        .mutate(all, loaded, ids, ProgressListener.NONE)
                        .unnoticed());
        loaded.rulebook().close();
    }

    @Test
    void theRuleReadsAsIfSomebodyHadWrittenIt() {
        Written written = new NewRule(Kind.PROVIDER_LEFT_OUT, "coreweave", "gemma2", "  Its terms exclude Gemma ")
                .in(ShippedRules.WORKSPACE);
        assertEquals("rules/eligibility/own.drl", written.file());
        assertTrue(
                written.texts()
                        .get(written.file())
                        .endsWith(
                                """
                agenda-group "eligibility"

                rule "%s CoreWeave is left out for gemma2 models"
                    @source( house )
                when
                    TargetModel( family == "gemma2" )
                    $provider : Provider( id == "coreweave" )
                then
                    insert( Exclusion.of( $provider, "Its terms exclude Gemma." ) );
                end
                """
                                        .formatted(written.id())),
                written.texts().get(written.file()));
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatIsMeant() {
        assertEquals(
                "'corweave' is no provider of the catalog. Maybe you mean coreweave.",
                refused(new NewRule(Kind.PROVIDER_LEFT_OUT, "corweave", "", "why")));
        assertEquals(
                "'gema2' is no family of models of the catalog. Maybe you mean gemma2.",
                refused(new NewRule(Kind.GPU_CAVEAT, "l40s", "gema2", "why")));
        assertTrue(refused(new NewRule(Kind.GPU_CAVEAT, "l40s", "", " ")).startsWith("the rule tells the person why"));
    }

    private static String refused(NewRule rule) {
        return assertThrows(RefusedException.class, () -> rule.in(ShippedRules.WORKSPACE))
                .getMessage();
    }

    private static Workspace with(Workspace piece, Written written) {
        TreeMap<String, String> files = new TreeMap<>(piece.files());
        files.putAll(written.texts());
        return Workspace.of(files);
    }
}
