package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person accepts is written into the scenario with the reason, and nothing else moves. */
class AcceptanceTest {
    private static final Acceptance ACCEPTANCE =
            new Acceptance("Ada", "RunPod lowered its price.", LocalDate.parse("2026-11-30"));
    private static final String SCENARIO =
            """
            story: >-
              13B with speed first: one H100 PCIe in 4 hours.
            asks:
              model: "meta-llama/Llama-2-13b-hf"
              tokens: 10000000
              asOf: "2026-03-31"
            expects:
              outcome: recommended
              setup: { method: lora, rank: 8, gpu: h100-pcie, gpuCount: 1 }
              hours: 4
              costUsd: 7.96
              excluded:
                - { rule: ELI-010, method: lora, reason: "more than 2 GPUs" }
                - { rule: ELI-200, gpu: a10, reason: "needs 22.4 GiB" }
              fired: [CAV-115, CAV-170, ELI-010,
                      SIZ-245]
            """;

    @Test
    void onlyWhatDiffersIsWrittenAnew() {
        String accepted = ACCEPTANCE.of(
                "scenario.yaml",
                SCENARIO,
                List.of(
                        "setup.gpu: \"l40s\" rather than \"h100-pcie\"",
                        "hours: 5.5 rather than 4",
                        "excluded: none is {\"rule\":\"ELI-200\",\"gpu\":\"a10\",\"reason\":\"needs 22.4 GiB\"}",
                        "fired: CAV-170 is missing",
                        "fired: CAV-380 is not expected"));

        assertEquals(
                """
                story: >-
                  13B with speed first: one H100 PCIe in 4 hours.
                asks:
                  model: "meta-llama/Llama-2-13b-hf"
                  tokens: 10000000
                  asOf: "2026-03-31"
                # Accepted on 2026-11-30 by Ada: RunPod lowered its price.
                expects:
                  outcome: recommended
                  setup: { method: lora, rank: 8, gpu: l40s, gpuCount: 1 }
                  hours: 5.5
                  costUsd: 7.96
                  excluded:
                    - { rule: "ELI-010", method: lora, reason: "more than 2 GPUs" }
                  fired: [CAV-115, CAV-380, ELI-010, SIZ-245]
                """,
                accepted);
        assertEquals(
                "l40s",
                YamlText.read("scenario.yaml", accepted)
                        .content()
                        .at("/expects/setup/gpu")
                        .asString());
    }

    @Test
    void whatOnlyAPersonCanPutRightIsRefused() {
        String message = assertThrows(
                        RefusedException.class,
                        () -> ACCEPTANCE.of("scenario.yaml", SCENARIO, List.of("outcome:  is strange")))
                .getMessage();

        assertTrue(message.contains("cannot be accepted on its own"), message);
    }

    @Test
    void whoAcceptsSaysWhy() {
        assertThrows(RefusedException.class, () -> new Acceptance("Ada", "  ", LocalDate.EPOCH));
        assertThrows(RefusedException.class, () -> new Acceptance("Ada", "a\u0000b", LocalDate.EPOCH));
    }
}
