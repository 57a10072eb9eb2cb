package tunewise.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Machines that a provider connects by InfiniBand.
 *
 * @param provider id of the provider
 * @param gpu id of the GPU that they have; null for any
 * @param instance a part of the machine's name; empty for any
 * @param leastGpus fewest GPUs of one such machine
 * @param gbitPerS speed of all links of one machine together
 */
public record Fabric(
        String id,
        String provider,
        @Nullable String gpu,
        String instance,
        int leastGpus,
        double gbitPerS,
        String source) {

    /** Whether it connects the machine of an offer. */
    public boolean connects(Offer offer) {
        return offer.provider().equals(provider)
                && (gpu == null || gpu.equals(offer.gpu()))
                && offer.gpuCount() >= leastGpus
                && offer.terms().instance().toLowerCase(Locale.ROOT).contains(instance.toLowerCase(Locale.ROOT));
    }
}
