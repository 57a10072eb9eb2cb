package tunewise.catalog.csv;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.PublishedRun;
import tunewise.question.Extra;
import tunewise.training.AdapterTargets;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** Reads the runs that are shown beside an estimate. */
final class PublishedTables {
    private final Tables tables;

    PublishedTables(Tables tables) {
        this.tables = tables;
    }

    List<PublishedRun> runs() {
        return tables.get(CatalogFile.PUBLISHED_RUNS).map(row -> {
            Method method = row.choice("method", Method.class);
            Quantization quantization = row.choice("quantization", Quantization.class);
            PublishedRun run = new PublishedRun(
                    row.id("id"),
                    row.reference("model", tables.get(CatalogFile.MODELS)),
                    method,
                    row.count("rank", 0, 10_000),
                    AdapterTargets.of(row.note("targets").replace(' ', ',')),
                    quantization,
                    row.count("micro_batch", 1, 100_000),
                    row.count("sequence_length", 1, 10_000_000),
                    row.yes("checkpointing"),
                    row.yes("flash_attention"),
                    row.choice("precision", Precision.class),
                    row.choice("optimizer", Optimizer.class),
                    row.choice("loss", Loss.class),
                    row.yes("kbit_fp32"),
                    gpu(row),
                    row.count("gpu_count", 1, 10_000),
                    row.choice("sharding", Sharding.class),
                    extras(row),
                    row.reference("stack", tables.get(CatalogFile.STACKS)),
                    row.text("ran_with"),
                    row.note("probe").isEmpty() ? null : row.choice("probe", PublishedRun.Probe.class),
                    row.optionalNumber("peak_gib", 0.01, 10_000),
                    row.optionalNumber("tokens_per_second", 0.01, 1e9),
                    row.sources(tables.get(CatalogFile.SOURCES)));
            if (row.sound()) {
                checkWhole(row, run);
            }
            return run;
        });
    }

    private static void checkWhole(Row row, PublishedRun run) {
        if ((run.method() == Method.FULL) != (run.rank() == 0)) {
            row.fault(
                    "rank " + run.rank() + " does not go with " + run.method().id() + ".",
                    "Maybe it is 0 for full fine-tuning, and 1 or more for adapters.");
        }
        if (run.method() != Method.LORA
                && (run.method() == Method.QLORA) != (run.quantization() != Quantization.NONE)) {
            row.fault(
                    "quantization " + run.quantization().id() + " does not go with "
                            + run.method().id() + ".",
                    "Maybe it is none for full fine-tuning, and nf4 or nf4-dq for QLoRA.");
        }
        if ((run.peakGib() == null) == (run.tokensPerSecond() == null)) {
            row.fault(
                    "we expect exactly one of peak_gib and tokens_per_second.",
                    "Maybe a run with both needs two rows.");
        }
        if ((run.peakGib() == null) != (run.probe() == null)) {
            row.fault(
                    "probe goes with peak_gib, and only with it.",
                    "Maybe it is unknown, where nobody says how the peak was read.");
        }
        if (run.tokensPerSecond() != null && run.gpu() == null) {
            row.fault("a speed needs its gpu.", "Maybe the cell was forgotten.");
        }
    }

    private @Nullable String gpu(Row row) {
        return row.note("gpu").isEmpty() ? null : row.reference("gpu", tables.get(CatalogFile.GPUS));
    }

    private static Set<Extra> extras(Row row) {
        Set<Extra> extras = EnumSet.noneOf(Extra.class);
        extras.addAll(row.choices("extras", Extra.class));
        return extras;
    }
}
