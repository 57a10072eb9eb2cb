package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;
import tunewise.rulebook.analysis.ThresholdAnalysis;

/** What is worth a look before it is published. */
class WarningsTest {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final String OLD_PRICE =
            "runpod-l4-on-demand,runpod,l4,on-demand,1,8,0.44,,community,,,,,,,,,,2026-03-01,,";
    private static final String NEXT_ROW = "runpod-l4-spot,";

    @Test
    void aPriceThatMovedByMoreThanHalfIsNamedWithItsLine() {
        assertEquals(
                List.of("rules/catalog/offers.csv:26: the price went from $0.44 to $4.4.\n"
                        + "Maybe a digit slipped, or the unit is another one."),
                said(priced("4.4")));
    }

    @Test
    void aPriceThatMovedByLessIsNot() {
        assertEquals(List.of(), said(priced("0.6")));
    }

    @Test
    void aPublishedPriceThatWasEditedInPlaceIsNamedToo() {
        assertEquals(
                List.of("rules/catalog/offers.csv:25: the price went from $0.44 to $44.0.\n"
                        + "Maybe a digit slipped, or the unit is another one."),
                said(Folder.with(OFFERS, OLD_PRICE, OLD_PRICE.replace("0.44", "44"))));
    }

    @Test
    void rulesWithoutTestsAreNamed() {
        assertEquals(
                List.of("fixtures: the tests are missing: nothing says what the rules are to do.\n"
                        + "Maybe --fixtures DIR names their folder."),
                said(Workspace.of(new TreeMap<>(ShippedRules.FILES.files()))));
    }

    @Test
    void aPublishedRuleThatIsGoneNeedsARow() {
        String rule =
                ShippedRules.loaded().rulebook().rule("ELI-010").orElseThrow().text();
        Workspace without = Folder.with("rules/eligibility/gpu-count.drl", rule, "");
        assertEquals(
                List.of("rules/catalog/retired-rules.csv: ELI-010: 'Most fine-tuning needs one or two GPUs'"
                        + " was published and is gone here, but has no row.\n"
                        + "Maybe a row still has to say since when and why, so that no other rule takes its id."),
                said(without));
        assertEquals(
                List.of(),
                said(Folder.with(
                        without,
                        "rules/catalog/retired-rules.csv",
                        ",because,source\n",
                        ",because,source\nELI-010,LoRA takes one or two GPUs,2026-11-25,the market moved on,house\n")));
    }

    private static Workspace priced(String usd) {
        return Folder.with(
                Folder.with(OFFERS, OLD_PRICE, OLD_PRICE.replaceFirst(",$", "2026-11-30,")),
                OFFERS,
                NEXT_ROW,
                "runpod-l4-on-demand-december,runpod,l4,on-demand,1,8," + usd
                        + ",,community,,,,,,,,,,2026-12-01,,G10,2026-11-20,\n" + NEXT_ROW);
    }

    private static List<String> said(Workspace piece) {
        LoadedRelease own = ShippedRules.loaded();
        LoadedRelease changed = new LoadedRelease(
                piece.rules().hash(),
                null,
                piece.rules(),
                CatalogReader.read(piece.rules()),
                own.names(),
                own.rulebook());
        ThresholdAnalysis analysis = ThresholdAnalysis.of(piece.rules(), changed.catalog());
        return Warnings.of(piece, ShippedRules.WORKSPACE, changed, analysis).stream()
                .map(Fault::text)
                .toList();
    }
}
