package tunewise.estimate.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.PublishedRun;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.estimate.Estimator;
import tunewise.estimate.Range;
import tunewise.estimate.accuracy.PublishedRuns.Compared;
import tunewise.estimate.accuracy.PublishedRuns.Place;
import tunewise.training.Method;
import tunewise.training.Quantization;

class PublishedRunsTest {
    private static final Catalog CATALOG = CatalogReader.read(RuleFiles.load(Path.of("rules")));
    private static final PublishedRuns RUNS = PublishedRuns.of(CATALOG, Estimator.of(CATALOG));

    @Test
    void theSameModelComesFirstAndThenTheStackThatWasAskedFor() {
        List<Compared> near = near("meta-llama/Llama-2-7b-hf", Method.LORA, Quantization.NONE, 1, 2048);
        PublishedRun first = near.get(0).run();
        assertEquals("meta-llama/Llama-2-7b-hf", first.model());
        assertEquals("torchtune", first.stack());
        assertTrue(first.peakGib() != null);
    }

    @Test
    void twoRunsOfMemoryComeBeforeTwoOfSpeed() {
        List<Boolean> memory = near("mistralai/Mistral-7B-v0.1", Method.QLORA, Quantization.NF4_DQ, 4, 4096).stream()
                .map(compared -> compared.run().peakGib() != null)
                .toList();
        assertEquals(List.of(true, true, false, false), memory);
    }

    @Test
    void runsOfOtherMethodsAndOfModelsOfAnotherSizeAreNotNear() {
        for (Compared compared : near("meta-llama/Llama-3.1-8B", Method.LORA, Quantization.NONE, 1, 2048)) {
            assertEquals(Method.LORA, compared.run().method());
            assertEquals(Quantization.NONE, compared.run().quantization());
            double ratio = compared.model().parameters() / 8030261248.0;
            assertTrue(ratio > 0.5 && ratio < 2, compared.run().id());
        }
        assertEquals(List.of(), near("meta-llama/Llama-3.1-405B", Method.LORA, Quantization.NONE, 1, 2048));
    }

    @Test
    void whatIsShownIsWhatTheEstimatorIsScoredBy() throws IOException {
        Map<String, Double> measured = new HashMap<>();
        Map<String, Range> estimated = new HashMap<>();
        for (Accuracy.Comparison row :
                Accuracy.measure(Path.of("fixtures/measured"), CATALOG).comparisons()) {
            measured.put(row.id().toLowerCase(Locale.ROOT), row.measured());
            estimated.put(row.id().toLowerCase(Locale.ROOT), row.estimated());
        }
        for (Model model : CATALOG.models()) {
            for (Method method : Method.values()) {
                Quantization base = method == Method.QLORA ? Quantization.NF4_DQ : Quantization.NONE;
                for (Compared compared : near(model.id(), method, base, 1, 2048)) {
                    PublishedRun run = compared.run();
                    Double shown = run.peakGib() == null ? run.tokensPerSecond() : run.peakGib();
                    assertEquals(measured.get(run.id()), shown, 0.001, run.id());
                    assertEquals(estimated.get(run.id()), compared.estimated(), run.id());
                }
            }
        }
    }

    private static List<Compared> near(String id, Method method, Quantization base, int batch, int length) {
        Model model = CATALOG.models().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow();
        return RUNS.near(new Place(model, method, base, batch, length, "torchtune", "a100-sxm-80gb", 1));
    }
}
