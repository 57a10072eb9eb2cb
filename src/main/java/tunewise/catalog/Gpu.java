package tunewise.catalog;

import org.jspecify.annotations.Nullable;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A GPU type.
 *
 * @param memoryGb the size it is sold under
 * @param usableGib what a program can hold, in GiB (2^30), after what driver and error correction keep
 * @param bandwidthGbS memory bandwidth in GB/s (10^9 bytes)
 * @param bf16Tflops dense bf16 peak of the datasheet; null when the card has none or none is published
 * @param measuredTflops measured bf16 matmul TFLOPS; null when nobody measured it
 * @param supportsBf16 natively
 * @param supportsFlashAttention FlashAttention 2
 * @param caution a figure that circulates and is wrong, or empty
 */
public record Gpu(
        String id,
        String name,
        String architecture,
        double memoryGb,
        double usableGib,
        double bandwidthGbS,
        @Nullable Double bf16Tflops,
        @Nullable Double measuredTflops,
        String interconnect,
        int tdpW,
        boolean supportsBf16,
        boolean supportsFlashAttention,
        String source,
        String caution)
        implements Described {

    @Override
    public String summary() {
        return name + " (" + Figures.plain(usableGib, 2) + " GiB usable)";
    }
}
