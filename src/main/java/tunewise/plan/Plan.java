package tunewise.plan;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import tunewise.catalog.Gpu;
import tunewise.estimate.Fit;
import tunewise.estimate.Range;
import tunewise.text.Described;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * A method on a number of one GPU type.
 *
 * @param rank of the adapters; 0 for full fine-tuning
 * @param fallbacks those taken to make it fit, in their order
 * @param tokensPerSecond of all GPUs together
 * @param hours of training
 * @param qualityLow share of full fine-tuning's quality
 * @param levers what it does beyond the usual so that it fits
 * @param nodes machines that its GPUs stand in
 * @param generationShare of the hours in which answers are made up rather than trained on
 * @param fit whether it fits its GPU's memory
 * @param fitProbability share of such runs that fit
 */
public record Plan(
        Method method,
        int rank,
        Quantization quantization,
        Gpu gpu,
        int gpuCount,
        int microBatch,
        int gradientAccumulation,
        boolean gradientCheckpointing,
        boolean flashAttention,
        Sharding sharding,
        String optimizer,
        String precision,
        String stack,
        @JsonAlias("concessions") List<Fallback> fallbacks,
        MemoryNeed memory,
        Range tokensPerSecond,
        Range hours,
        double qualityLow,
        double qualityHigh,
        Levers levers,
        int nodes,
        double generationShare,
        Fit fit,
        double fitProbability)
        implements Described {

    public Plan {
        fallbacks = List.copyOf(fallbacks);
    }

    /** The same for the same method, GPU and count. */
    public String key() {
        return method.id() + "/" + gpu.id() + "/" + gpuCount;
    }

    /** Whether the upper end of its memory takes more than this share of what its GPU can hold. */
    public boolean fills(double share) {
        return memory.high() > share * gpu.usableGib();
    }

    /** What it keeps of full fine-tuning's gain at a middling estimate. */
    public double qualityMiddle() {
        return (qualityLow + qualityHigh) / 2;
    }

    /** Rows of one optimizer step, over all GPUs. */
    public int effectiveBatch() {
        return microBatch * gradientAccumulation * (sharding.dividesSamples() ? 1 : gpuCount);
    }

    /** Optimizer steps that tokens take in rows of so many. */
    public long steps(long tokens, long rowTokens) {
        long each = effectiveBatch() * rowTokens;
        return Math.max(1, (tokens + each - 1) / each);
    }

    @Override
    public String summary() {
        return method.label() + " on " + gpuCount + "x " + gpu.name();
    }
}
