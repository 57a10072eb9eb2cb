package tunewise.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.estimate.accuracy.Accuracy;
import tunewise.estimate.accuracy.Accuracy.Comparison;

/** A probability that is shown is a share of runs that somebody measured. */
class FitChanceTest {
    private static final FitChance CHANCE = ShippedEstimator.ESTIMATOR.chance();
    private static final Range NEED = new Range(16, 20, 25);

    @Test
    void theMoreRoomTheLikelier() {
        assertEquals(0, CHANCE.probability(NEED, 12));
        assertEquals(0.005, CHANCE.probability(NEED, 16), 1e-9);
        assertEquals(0.495, CHANCE.probability(NEED, 20), 1e-9);
        assertEquals(0.981, CHANCE.probability(NEED, 25), 1e-9);
        assertEquals(0.981, CHANCE.probability(NEED, 80), 1e-9);
        double before = 0;
        for (double gib = 10; gib < 30; gib += 0.1) {
            double share = CHANCE.probability(NEED, gib);
            assertTrue(share >= before, "at " + gib);
            before = share;
        }
    }

    @Test
    void onlyTheUpperEndMakesSure() {
        assertEquals(Fit.YES, CHANCE.fit(NEED, 25));
        assertEquals(Fit.LIKELY, CHANCE.fit(NEED, 24.99));
        assertEquals(Fit.LIKELY, CHANCE.fit(NEED, 21));
        assertEquals(Fit.UNLIKELY, CHANCE.fit(NEED, 20));
        assertEquals(Fit.NO, CHANCE.fit(NEED, 15.9));
    }

    @Test
    void sharesAreThoseOfPublishedRuns() throws IOException {
        List<Comparison> runs =
                Accuracy.measure(Path.of("fixtures/measured"), ShippedEstimator.CATALOG).comparisons().stream()
                        .filter(run ->
                                run.kind().equals("allocated") || run.kind().equals("other"))
                        .toList();
        assertTrue(runs.size() > 200);
        for (double at : new double[] {-1, -0.5, 0, 0.5, 1}) {
            double share = runs.stream()
                            .filter(run -> FitChance.position(run.estimated(), run.measured()) <= at)
                            .count()
                    / (double) runs.size();
            double gib = 20 * Math.pow(at < 0 ? 20.0 / 16 : 25.0 / 20, at);
            assertEquals(share, CHANCE.probability(NEED, gib), 0.02, "at " + at);
        }
    }
}
