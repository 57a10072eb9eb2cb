package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tunewise.workshop.TestReport.CaseResult;

/** A case that a change leaves behind is put right by a press, and nothing else in its file moves. */
class CaseAcceptanceTest {
    private static final Acceptance ACCEPTANCE =
            new Acceptance("Ada", "We warn from 8 GiB now.", LocalDate.parse("2026-11-30"));
    private static final String FILE = "fixtures/rules/CAV-100.yaml";
    private static final String TEXT =
            """
            applies:
              - why: 10 GiB is the boundary
                facts:
                  - Chosen: { gib: 10 }
                found: "Less than 10 GiB: little is left."
              - why: 11 GiB is above it
                facts:
                  - Chosen: { gib: 11 }
                with: { most: 2 }
            stays-quiet:
              - why: 9 GiB is below it
                facts:
                  - Chosen: { gib: 9 }
              - why: 1 GiB is far below it
                facts:
                  - Chosen: { gib: 1 }
            """;

    private static CaseResult failed(int line, boolean applies, List<String> found, String complaint) {
        return new CaseResult("CAV-100", FILE, line, applies, "why", List.of(), found, complaint);
    }

    @Test
    void newWordsStandInThePlaceOfTheOld() {
        CaseResult words =
                failed(2, true, List.of("Less than 8 GiB: \"little\" is left."), "expected [a], but found [b]");

        String text = CaseAcceptance.of(ACCEPTANCE, FILE, TEXT, List.of(words));

        assertTrue(CaseAcceptance.keepsItsSide(words));
        assertEquals(
                TEXT.replace(
                                "    found: \"Less than 10 GiB: little is left.\"",
                                "    found: \"Less than 8 GiB: \\\"little\\\" is left.\"")
                        .replace(
                                "applies:\n", "applies:\n  # Accepted on 2026-11-30 by Ada: We warn from 8 GiB now.\n"),
                text);
    }

    @Test
    void casesChangeSides() {
        CaseResult silent = failed(6, true, List.of(), RuleFixture.SILENT);
        CaseResult fires = failed(11, false, List.of("Less than 8 GiB: little is left."), "fired: [x]");

        String text = CaseAcceptance.of(ACCEPTANCE, FILE, TEXT, List.of(silent, fires));

        assertFalse(CaseAcceptance.keepsItsSide(silent));
        assertEquals(
                """
                applies:
                  - why: 10 GiB is the boundary
                    facts:
                      - Chosen: { gib: 10 }
                    found: "Less than 10 GiB: little is left."
                  # Accepted on 2026-11-30 by Ada: We warn from 8 GiB now.
                  - why: 9 GiB is below it
                    facts:
                      - Chosen: { gib: 9 }
                    found: "Less than 8 GiB: little is left."
                stays-quiet:
                  - why: 1 GiB is far below it
                    facts:
                      - Chosen: { gib: 1 }
                  # Accepted on 2026-11-30 by Ada: We warn from 8 GiB now.
                  - why: 11 GiB is above it
                    facts:
                      - Chosen: { gib: 11 }
                """,
                text);
        assertEquals(2, YamlText.read(FILE, text).content().path("applies").size());
    }

    @Test
    void aSideKeepsACase() {
        List<CaseResult> both =
                List.of(failed(2, true, List.of(), RuleFixture.SILENT), failed(6, true, List.of(), RuleFixture.SILENT));

        RefusedException refused =
                assertThrows(RefusedException.class, () -> CaseAcceptance.of(ACCEPTANCE, FILE, TEXT, both));

        assertEquals(
                FILE + ": no case would be left below 'applies:'. Maybe change the facts of one, so that it stands at"
                        + " the boundary again.",
                refused.getMessage());
    }

    @Test
    void whatOnlyAPersonCanPutRightIsNotOffered() {
        CaseResult fields = failed(6, true, List.of("text"), "expected {\"most\":2}, but found {\"most\":3}");

        assertEquals(Optional.empty(), CaseAcceptance.effect(fields));
        assertEquals(Optional.empty(), CaseAcceptance.effect(failed(6, true, List.of("text"), "")));
        assertThrows(RefusedException.class, () -> CaseAcceptance.of(ACCEPTANCE, FILE, TEXT, List.of(fields)));
    }
}
