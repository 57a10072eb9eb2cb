package tunewise.wording;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/** What an answer without a set-up says first. */
class BindingLimitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tokens\": 50000000, \"budgetUsd\": 0.5 | Your budget of $0.50 is too small to train Llama 3.1 70B: it takes $",
                "\"tokens\": 900000000, \"deadlineHours\": 2 | Your deadline of 2 hours is too short to train Llama 3.1 70B: it takes ",
                "\"tokens\": 5000000, \"ownGpus\": [\"1x RTX 3090\"] | None of your own machines can train Llama 3.1 70B like this.",
                "\"tokens\": 5000000, \"gpus\": [\"t4\"] | No machine that you allow can train Llama 3.1 70B like this.",
                "\"tokens\": 900000000, \"deadlineHours\": 2, \"budgetUsd\": 1 | No set-up meets all these limits for Llama 3.1 70B."
            })
    void theLimitThatBindsIsNamed(String fields, String said) {
        String lead = BindingLimit.of(ShippedRules.ADVISOR.advise(
                Scenario.question(
                        ShippedRules.ADVISOR,
                        "{\"model\": \"meta-llama/Llama-3.1-70B\", \"asOf\": \"2026-03-31\", " + fields + "}"),
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                Instant.parse("2026-11-24T12:00:00Z")));

        assertTrue(lead.startsWith(said.strip()), lead);
    }
}
