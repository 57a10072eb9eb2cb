package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.Stake;
import tunewise.web.RunningService;

/** Warnings that cost money come first, the dearest before the others, and each once. */
class WarningStakesTest {
    @Test
    void everyStakeIsOfARuleThatWarns() {
        List<String> unknown = RunningService.RELEASE.catalog().stakes().stream()
                .map(Stake::rule)
                .filter(rule -> RunningService.RELEASE.rulebook().rule(rule).isEmpty())
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void theDearestComeFirstAndNoneTwice(@TempDir Path folder) {
        try (RunningService service = new RunningService(folder)) {
            Document page = service.answerTo("model=Llama+3.1+8B&tokens=20M&epochs=3&budgetUsd=50");
            List<String> dear = rules(page, "section[aria-labelledby=costly]");
            List<String> other = rules(page, "#know");

            assertTrue(dear.size() > 1 && dear.size() <= 4, dear.toString());
            assertEquals(
                    dear.stream()
                            .sorted((a, b) -> Double.compare(stake(b), stake(a)))
                            .toList(),
                    dear);
            assertTrue(other.stream().noneMatch(dear::contains), other.toString());
            assertEquals(Stream.concat(dear.stream(), other.stream()).distinct().count(), dear.size() + other.size());
        }
    }

    private static List<String> rules(Document page, String part) {
        return page.select(part + " .warnings .id").eachText();
    }

    private static double stake(String rule) {
        return RunningService.RELEASE.catalog().stakes().stream()
                .filter(stake -> stake.rule().equals(rule))
                .mapToDouble(Stake::jobShare)
                .findFirst()
                .orElseThrow();
    }
}
