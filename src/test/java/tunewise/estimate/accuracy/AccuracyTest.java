package tunewise.estimate.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tunewise.estimate.Range;
import tunewise.estimate.ShippedEstimator;
import tunewise.estimate.accuracy.Accuracy.Comparison;
import tunewise.estimate.accuracy.Accuracy.Summary;

/** Fails when the estimator falls behind what it reached on measured runs. */
class AccuracyTest {
    private static Accuracy.Report report = new Accuracy.Report(List.of());

    @BeforeAll
    static void measure() throws IOException {
        report = Accuracy.measure(Path.of("fixtures/measured"), ShippedEstimator.CATALOG);
    }

    @Test
    void tracedRunsAreMetTensorByTensor() {
        Summary traced = Summary.of("traced", from("traced"));
        assertEquals(366, traced.runs());
        assertTrue(traced.median() <= 0.002, report.text());
        assertTrue(within(from("traced"), 0.06) == 1, report.text());
        assertEquals(1, traced.covered(), report.text());
    }

    @Test
    void furtherModelFamiliesAreMetAsWell() {
        Summary more = Summary.of("more", from("traced-more"));
        assertTrue(more.runs() > 350);
        assertTrue(more.median() <= 0.005, report.text());
        assertTrue(within(from("traced-more"), 0.06) >= 0.98, report.text());
        assertEquals(1, more.covered(), report.text());
    }

    @Test
    void otherObjectivesAndKernelsOfAttentionAreMetTensorByTensor() {
        List<Comparison> rows = from("traced-objectives");
        Summary traced = Summary.of("objectives", rows);
        assertEquals(140, traced.runs());
        assertTrue(traced.median() <= 0.001, report.text());
        assertTrue(within(rows, 0.01) >= 0.9, report.text());
        assertTrue(within(rows, 0.03) >= 0.95, report.text());
        assertEquals(1, traced.covered(), report.text());
    }

    @Test
    void masksOfSlidingWindowsAreMetTensorByTensor() {
        List<Comparison> rows = from("traced-windows");
        assertTrue(rows.size() >= 15);
        assertTrue(within(rows, 0.01) >= 0.8, report.text());
        assertTrue(within(rows, 0.03) == 1, report.text());
    }

    @Test
    void publishedMemoryIsMetWithinTenAndFifteenPerCent() {
        assertTrue(report.overall("allocated").median() <= 0.055, report.text());
        assertTrue(report.overall("other").median() <= 0.085, report.text());
    }

    @Test
    void theUpperEndHoldsForNinetySevenOfAHundredPublishedRuns() {
        List<Comparison> published = Stream.concat(report.of("allocated").stream(), report.of("other").stream())
                .toList();
        assertTrue(Summary.of("published", published).covered() >= 0.97, report.text());
    }

    @Test
    void halfOfThePublishedSpeedsAreMetWithinSevenPerCent() {
        Summary speed = report.overall("speed");
        assertTrue(speed.median() <= 0.07, report.text());
        assertTrue(speed.p90() <= 0.26, report.text());
    }

    @Test
    void whatASourcePublishedIsMetWithoutItAsWell() {
        assertTrue(report.overall("allocated").leftOut() <= 0.09, report.text());
        assertTrue(report.overall("speed").leftOut() <= 0.2, report.text());
        Summary foundry = report.summaries().stream()
                .filter(summary -> summary.group().equals("speed from foundry"))
                .findFirst()
                .orElseThrow();
        assertTrue(foundry.leftOut() > foundry.median(), "its own factors fit it better");
    }

    @Test
    void rangesHoldNinetyFiveOfAHundredRunsOfSourcesLeftOut() {
        for (String kind : List.of("allocated", "other", "speed")) {
            assertTrue(report.overall(kind).held() >= 0.95, report.text());
        }
    }

    @Test
    void runsAboveTheirUpperEndAreNamed() {
        assertTrue(report.text().contains("Above the upper end:"), report.text());
        assertTrue(report.text().contains("TTUNE-028 from ttune"), report.text());
    }

    @Test
    void anEstimateFarOffWouldBeSeen() {
        Comparison off = new Comparison("X", "traced", "x", "lora", 10, new Range(4, 5, 6), -0.5, -0.5, false);
        Summary summary = Summary.of("off", List.of(off));
        assertEquals(0.5, summary.median());
        assertEquals(1, summary.under());
        assertEquals(0, summary.covered());
    }

    @Test
    void theTableNamesEveryKindAndSource() {
        String text = report.text();
        for (String group : List.of("traced", "allocated", "other", "speed", "other from qwen", "speed from fms")) {
            assertTrue(text.lines().anyMatch(line -> line.startsWith(group + " ")), group);
        }
    }

    private static List<Comparison> from(String source) {
        return report.comparisons().stream()
                .filter(comparison -> comparison.source().equals(source))
                .toList();
    }

    private static double within(List<Comparison> comparisons, double share) {
        return comparisons.stream()
                        .filter(comparison -> Math.abs(comparison.error()) <= share)
                        .count()
                / (double) comparisons.size();
    }
}
