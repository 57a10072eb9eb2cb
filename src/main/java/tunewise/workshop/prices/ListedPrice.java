package tunewise.workshop.prices;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Tier;
import tunewise.question.Commitment;
import tunewise.text.UnseenText;

/**
 * One price of a list, in one unit: dollars an hour of the whole machine.
 *
 * @param place where it stands, as in {@code vms.csv:14}
 * @param provider as the list calls it
 * @param instance what the list calls the machine, or empty
 * @param gpu what the list calls the GPU
 * @param gpuCount GPUs of the machine; a fraction where a GPU is shared
 * @param memoryGb memory of one GPU, GiB or GB as the list has it; null where it says nothing
 * @param region or empty
 * @param mostGpus how many of them one machine has at most; null where the list does not say
 * @param seen when somebody looked; null where the list does not say
 */
public record ListedPrice(
        String place,
        String provider,
        String instance,
        String gpu,
        double gpuCount,
        @Nullable Double memoryGb,
        String region,
        Commitment commitment,
        double usdPerHour,
        @Nullable Integer mostGpus,
        @Nullable LocalDate seen) {
    private static final Set<String> MARKETPLACES = Set.of("akash", "salad", "tensordock", "vast");

    /**
     * @throws RowRefused when a name holds a line break or something else that cannot be seen; names of foreign lists end
     *     up in catalogs, and from there in files that people run
     */
    public ListedPrice {
        if (Stream.of(provider, instance, gpu, region)
                .anyMatch(name -> UnseenText.in(name).isPresent())) {
            throw RowRefused.faulty(
                    "a name of the row has a character that cannot be seen.",
                    "Maybe the list was put together by hand.");
        }
    }

    public double usdPerGpuHour() {
        return usdPerHour / gpuCount;
    }

    /** A price of a machine that is rented as it is. */
    static ListedPrice of(
            String place,
            String provider,
            String instance,
            String gpu,
            double gpuCount,
            @Nullable Double memoryGb,
            String region,
            Commitment commitment,
            double usdPerHour) {
        return new ListedPrice(
                place,
                provider,
                instance,
                gpu,
                gpuCount,
                memoryGb,
                region,
                commitment,
                usdPerHour,
                (int) Math.max(1, Math.min(gpuCount, 1_000)),
                null);
    }

    /** The id of the tier, as far as the list says it; otherwise the one that is known of such an offer. */
    String tier(String providerId, Optional<String> known) {
        String told = instance.toLowerCase(Locale.ROOT);
        if (told.contains("secure cloud")) {
            return "secure";
        }
        if (told.contains("community cloud")) {
            return "community";
        }
        return known.orElse(MARKETPLACES.contains(providerId) ? "marketplace" : Tier.LIST_PRICE);
    }

    ListedPrice at(Commitment other, double usd) {
        return new ListedPrice(place, provider, instance, gpu, gpuCount, memoryGb, region, other, usd, mostGpus, seen);
    }
}
