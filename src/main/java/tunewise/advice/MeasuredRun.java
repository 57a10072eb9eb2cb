package tunewise.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Gpu;
import tunewise.catalog.PublishedRun;
import tunewise.estimate.Range;
import tunewise.estimate.accuracy.PublishedRuns.Compared;
import tunewise.text.Figures;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * A run that somebody published near to what is estimated, with its peak memory or its speed, and what we say of that
 * very run.
 *
 * @param gpu null where the peak does not depend on it
 * @param ranWith the software in its own name
 * @param probe what the peak was read from: allocated, reserved or unknown
 * @param peakGib of one GPU; null where only the speed is known
 * @param estimatedGib null with peakGib
 * @param tokensPerSecondPerGpu null where only the peak is known
 * @param source id of a source
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredRun(
        String model,
        String modelName,
        Method method,
        int rank,
        Quantization quantization,
        int microBatch,
        int sequenceLength,
        @Nullable String gpu,
        @Nullable String gpuName,
        int gpuCount,
        Sharding sharding,
        String ranWith,
        @Nullable String probe,
        @Nullable Double peakGib,
        @Nullable Range estimatedGib,
        @Nullable Double tokensPerSecondPerGpu,
        @Nullable Range estimatedTokensPerSecondPerGpu,
        String source) {

    static List<MeasuredRun> of(List<Compared> near) {
        return near.stream().map(MeasuredRun::of).toList();
    }

    private static MeasuredRun of(Compared near) {
        PublishedRun run = near.run();
        Gpu gpu = near.gpu();
        boolean memory = run.probe() != null;
        return new MeasuredRun(
                run.model(),
                near.model().name(),
                run.method(),
                run.rank(),
                run.quantization(),
                run.microBatch(),
                run.sequenceLength(),
                run.gpu(),
                gpu == null ? null : gpu.name(),
                run.gpuCount(),
                run.sharding(),
                run.ranWith(),
                run.probe() == null ? null : run.probe().name().toLowerCase(Locale.ROOT),
                run.peakGib(),
                memory ? Rounded.of(near.estimated(), 2) : null,
                run.tokensPerSecond(),
                memory ? null : Rounded.of(near.estimated(), 1),
                run.source());
    }

    /** What ran, in words. */
    public String ran() {
        String trained = modelName + ", " + method.label() + (rank == 0 ? "" : " at rank " + rank);
        String batch = microBatch + " x " + Figures.grouped(sequenceLength) + " tokens";
        String cards = gpuName != null
                ? ", " + (gpuCount == 1 ? "" : gpuCount + "x ") + gpuName
                : gpuCount == 1 ? "" : ", " + gpuCount + " GPUs";
        return trained + ", " + batch + cards + ", " + ranWith;
    }

    /** What was measured, with its unit. */
    public String measured() {
        return peakGib != null
                ? Figures.plain(peakGib, 1) + " " + unit() + (Objects.equals(probe, "unknown") ? "" : " " + probe)
                : Figures.grouped(Objects.requireNonNull(tokensPerSecondPerGpu), 0) + " " + unit();
    }

    /** Of what was measured and of what we say of it. */
    public String unit() {
        return peakGib != null ? "GiB" : "tokens/s a GPU";
    }

    /** What we say of that run, in the unit of what was measured. */
    public String estimated() {
        return estimatedGib != null
                ? words(estimatedGib, 1)
                : words(Objects.requireNonNull(estimatedTokensPerSecondPerGpu), 0);
    }

    private static String words(Range range, int decimals) {
        return Figures.grouped(range.central(), decimals) + " (" + Figures.grouped(range.low(), decimals) + " to "
                + Figures.grouped(range.high(), decimals) + ")";
    }
}
