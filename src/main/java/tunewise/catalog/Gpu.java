package tunewise.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.text.Choice;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A GPU type.
 *
 * @param memoryGb the size it is sold under
 * @param usableGib what a program can hold, in GiB (2^30), after what driver and error correction keep
 * @param architecture of its chip, in the words of the maker
 * @param bandwidthGbS memory bandwidth in GB/s (10^9 bytes)
 * @param bf16Tflops dense bf16 peak of the datasheet; null when the card has none or none is published
 * @param measuredTflops measured bf16 matmul TFLOPS; null when nobody measured it
 * @param tdpW power of the board in watts; null when it is not known
 * @param supportsBf16 natively
 * @param supportsFlashAttention FlashAttention 2
 * @param supportsFp8 matrix units for 8-bit floats
 * @param fp16Tflops dense fp16 peak of a card without bf16
 * @param measuredFp16Tflops measured fp16 matmul TFLOPS of a card without bf16
 * @param host processor of its machine: x86-64, arm64, either or apple
 * @param refused why none of our trainers runs on it, or empty
 * @param aliases other names people write for it
 * @param caution a figure that circulates and is wrong, or empty
 */
public record Gpu(
        String id,
        String name,
        String architecture,
        Generation generation,
        double memoryGb,
        double usableGib,
        double bandwidthGbS,
        @Nullable Double bf16Tflops,
        @Nullable Double measuredTflops,
        String interconnect,
        @Nullable Integer tdpW,
        boolean supportsBf16,
        boolean supportsFlashAttention,
        boolean supportsFp8,
        @Nullable Double fp16Tflops,
        @Nullable Double measuredFp16Tflops,
        Link link,
        String vendor,
        String host,
        String refused,
        List<String> aliases,
        String source,
        String caution)
        implements Described {

    /** The design that a card's chip belongs to; on some, trainers come less near to the matmul rate. */
    public enum Generation implements Choice {
        PASCAL,
        VOLTA,
        TURING,
        AMPERE,
        ADA,
        HOPPER,
        BLACKWELL,
        CDNA,
        RDNA,
        APPLE,
        XE,
        OTHER;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What joins several of them in one machine. */
    public enum Link implements Choice {
        NVLINK,
        /** NVLink between two cards, where somebody bought the bridge. */
        BRIDGE,
        INFINITY_FABRIC,
        PCIE,
        /** One chip with its CPU, which is not joined with others. */
        UNIFIED;

        /** Whether gradients and weights travel far faster than over PCIe. */
        public boolean fast() {
            return this == NVLINK || this == INFINITY_FABRIC;
        }

        @Override
        @JsonValue
        public String id() {
            return Choice.idOf(name());
        }
    }

    public Gpu {
        aliases = List.copyOf(aliases);
    }

    /** The same as it stands in a machine of the person's own, which is told apart from one that is rented. */
    public Gpu in(String machine, Link link) {
        return new Gpu(
                machine + ":" + id,
                name,
                architecture,
                generation,
                memoryGb,
                usableGib,
                bandwidthGbS,
                bf16Tflops,
                measuredTflops,
                interconnect,
                tdpW,
                supportsBf16,
                supportsFlashAttention,
                supportsFp8,
                fp16Tflops,
                measuredFp16Tflops,
                link,
                vendor,
                host,
                refused,
                aliases,
                source,
                caution);
    }

    /** Whether it stands in a machine of the person's own. */
    public boolean owned() {
        return id.indexOf(':') >= 0;
    }

    /** The id of its kind, wherever it stands. */
    public String kind() {
        return id.substring(id.indexOf(':') + 1);
    }

    /** Whether it trains in fp16, because it has no bf16. */
    public boolean trainsInFp16() {
        return !supportsBf16 && (fp16Tflops != null || measuredFp16Tflops != null);
    }

    /** TFLOPS of matrices in bf16 or fp16: as measured, else this share of the datasheet's; null when neither is known. */
    public @Nullable Double matmulTflops(boolean inFp16, double datasheetShare) {
        Double measured = inFp16 ? measuredFp16Tflops : measuredTflops;
        Double datasheet = inFp16 ? fp16Tflops : bf16Tflops;
        if (measured != null || datasheet == null) {
            return measured;
        }
        return (Double) (datasheet * datasheetShare);
    }

    /** Whether none of our trainers runs on it. */
    public boolean untrainable() {
        return !refused.isEmpty();
    }

    @Override
    public String summary() {
        return name + " (" + Figures.plain(usableGib, 2) + " GiB usable)";
    }
}
