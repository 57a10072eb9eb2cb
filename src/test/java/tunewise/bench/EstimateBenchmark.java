package tunewise.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.Stack;
import tunewise.catalog.csv.CatalogReader;
import tunewise.estimate.Estimator;
import tunewise.estimate.TrainingConfig;
import tunewise.training.Method;

/** Time of the memory and speed of one configuration, without texts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EstimateBenchmark {
    private static final Catalog CATALOG = CatalogReader.read(RuleFiles.load(Path.of("rules")));
    private static final Estimator ESTIMATOR = Estimator.of(CATALOG);
    private static final Model MODEL = CATALOG.models().stream()
            .filter(model -> model.id().equals("meta-llama/Llama-3.1-8B"))
            .findFirst()
            .orElseThrow();
    private static final Stack STACK = CATALOG.stack("trl").orElseThrow();
    private static final Gpu GPU = CATALOG.gpu("l40s").orElseThrow();

    @Param({"FULL", "LORA", "QLORA"})
    public Method method = Method.LORA;

    private int batch;

    @Benchmark
    public double configuration() {
        batch = batch % 16 + 1;
        TrainingConfig config = TrainingConfig.usual(method, 8, STACK).withBatch(batch, 2048);
        return ESTIMATOR.memory(MODEL, config, STACK).totalGib().high()
                + ESTIMATOR.speed(MODEL, config, GPU, STACK).tokensPerSecond().central();
    }
}
