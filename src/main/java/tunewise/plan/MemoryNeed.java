package tunewise.plan;

import org.jspecify.annotations.Nullable;
import tunewise.estimate.Range;
import tunewise.text.Figures;

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
        double high) {

    /** GiB in all. */
    public Range range() {
        return new Range(low, total, high);
    }

    /** The parts that are known and their sum, in words. */
    public String summary() {
        StringBuilder words = new StringBuilder("weights " + Figures.plain(weights, 1));
        part(words, "gradients", gradients);
        part(words, "optimizer states", optimizer);
        part(words, "activations", activations);
        part(words, "logits", logits);
        part(words, "context and slack", overhead);
        return words + " = " + Figures.plain(total, 1) + " GiB a GPU (" + Figures.plain(low, 1) + " to "
                + Figures.plain(high, 1) + ")";
    }

    private static void part(StringBuilder words, String name, @Nullable Double gib) {
        if (gib != null && gib > 0) {
            words.append(" + ").append(name).append(' ').append(Figures.plain(gib, 1));
        }
    }
}
