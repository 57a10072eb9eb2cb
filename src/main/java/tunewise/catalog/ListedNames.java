package tunewise.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What price lists call GPUs, providers and machines; read only when prices are imported. */
public record ListedNames(List<GpuName> gpus, List<ProviderName> providers, List<Host> hosts) {

    /**
     * A name and the GPU it is of, where the name alone does not tell.
     *
     * @param name as it is listed, without its maker and its memory
     * @param provider id of the only provider that calls it so; null for all
     * @param memoryGb memory that has to be listed beside it; null where it does not matter
     * @param instance what the name of the machine has to contain; null where it does not matter
     * @param gpu id of the GPU
     */
    public record GpuName(
            String name, @Nullable String provider, @Nullable Double memoryGb, @Nullable String instance, String gpu) {

        /** How much it asks for: of two names that fit, that which asks for more is the right one. */
        public int conditions() {
            return (provider == null ? 0 : 1) + (memoryGb == null ? 0 : 1) + (instance == null ? 0 : 1);
        }
    }

    /** What a figure of a price list is of: of one GPU, or of the whole machine. */
    public enum Per {
        GPU,
        MACHINE
    }

    /**
     * A provider as price lists call it.
     *
     * @param name in lower case
     * @param provider id of the provider
     * @param title what people call it
     * @param memory whether the SkyPilot catalogue states a GPU's memory or that of all GPUs of the machine
     * @param pagePrice whether its price page gives the price of a GPU or of a machine; null where nobody looked
     */
    public record ProviderName(String name, String provider, String title, Per memory, @Nullable Per pagePrice) {}

    /** The machine that some GPUs are attached to, where its price is listed apart from theirs. */
    public record Host(String instance, String provider, String name, int gpuCount) {}
}
