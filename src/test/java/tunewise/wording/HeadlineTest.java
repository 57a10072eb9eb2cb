package tunewise.wording;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/** The first sentence of an answer, for those who own machines. */
class HeadlineTest {
    @Test
    void whatOneOwnsIsNotRented() {
        String said = headline("RTX 3090", 2);

        assertTrue(said.startsWith("Train a LoRA adapter of rank 16 on "), said);
        assertTrue(said.contains(" RTX 3090") && said.contains(" of yours: about "), said);
        assertTrue(said.endsWith(" for the whole job."), said);
    }

    @Test
    void whoseMachineDoesNotDoItReadsThatFirst() {
        String said = headline("GTX 1650", 1);

        assertTrue(said.startsWith("None of your own machines does this job. Rent one "), said);
    }

    private static String headline(String gpu, int count) {
        Recommendation answer = ShippedRules.ADVISOR.advise(
                Scenario.question(
                        ShippedRules.ADVISOR,
                        """
                        {"model": "meta-llama/Llama-3.1-8B", "tokens": 5000000, "asOf": "2026-03-31",
                         "rent": "compare", "ownGpus": [{"gpu": {"name": "%s", "memoryGb": %d}, "count": %d}]}"""
                                .formatted(gpu, gpu.startsWith("GTX") ? 4 : 24, count)),
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                Instant.parse("2026-11-24T12:00:00Z"));
        return Headline.of(
                answer.question(),
                Objects.requireNonNull(answer.setup()),
                Objects.requireNonNull(answer.estimate()),
                ShippedRules.loaded().catalog());
    }
}
