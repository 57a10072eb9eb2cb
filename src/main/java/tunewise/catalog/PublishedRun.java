package tunewise.catalog;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.question.Extra;
import tunewise.training.AdapterTargets;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * A run that somebody published, with its peak memory or its speed.
 *
 * @param model id of a model in the catalog
 * @param gpu null where the peak does not depend on it
 * @param stack what the estimator takes it for
 * @param ranWith the software in its own name
 * @param peakGib of one GPU, as the probe shows it; null where only the speed is known
 * @param tokensPerSecond of one GPU, padding counted; null where only the peak is known
 */
public record PublishedRun(
        String id,
        String model,
        Method method,
        int rank,
        AdapterTargets targets,
        Quantization quantization,
        int microBatch,
        int sequenceLength,
        boolean checkpointing,
        boolean flashAttention,
        Precision precision,
        Optimizer optimizer,
        Loss loss,
        boolean kbitFp32,
        @Nullable String gpu,
        int gpuCount,
        Sharding sharding,
        Set<Extra> extras,
        String stack,
        String ranWith,
        @Nullable Probe probe,
        @Nullable Double peakGib,
        @Nullable Double tokensPerSecond,
        String source) {

    /** What a peak was read from: what torch allocated or reserved, or the card as a whole where nobody says. */
    public enum Probe {
        ALLOCATED,
        RESERVED,
        UNKNOWN
    }

    /** Tokens of one micro batch. */
    public long tokens() {
        return (long) microBatch * sequenceLength;
    }
}
