package tunewise.plan;

import org.jspecify.annotations.Nullable;

/**
 * Memory one GPU needs for a plan, in GiB. Parts the lens has no figure for are null, never zero.
 *
 * @param total central figure
 * @param low least that was ever claimed to do
 * @param high the figure "fits" is judged by
 */
public record MemoryNeed(
        double weights,
        @Nullable Double gradients,
        @Nullable Double optimizer,
        @Nullable Double activations,
        @Nullable Double logits,
        @Nullable Double overhead,
        double total,
        double low,
        double high) {}
