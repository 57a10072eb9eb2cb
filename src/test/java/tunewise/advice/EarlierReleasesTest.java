package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tunewise.advice.Recommendation.Outcome;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;

/** Releases that were published before the newest words go on answering. */
class EarlierReleasesTest {
    @Test
    void wordsThatWentAreKept() {
        SortedMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
        files.computeIfPresent(
                "rules/caveats/method.drl",
                (path, text) -> text.replace("adapterMillions( $rank )", "adapterMb( $rank )"));
        Advisor advisor = new Advisor(CompiledRules.of(new RuleFiles(files)));

        for (String model : new String[] {"Qwen/Qwen3-30B-A3B", "meta-llama/Llama-3.1-8B"}) {
            Recommendation answer = advisor.advise(
                    ShippedRules.question(
                            "{\"model\": \"" + model + "\", \"tokens\": 30000, \"asOf\": \"2026-03-31\"}"),
                    "id",
                    Instant.EPOCH);
            assertEquals(Outcome.RECOMMENDED, answer.outcome());
        }
    }
}
