package tunewise.catalog;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A dated price.
 *
 * @param provider id of the provider
 * @param gpu id of the GPU
 * @param commitment ON_DEMAND, RESERVED or SPOT
 * @param gpuCount GPUs in one unit of this offer: 1, or 8 for a pod rented whole
 * @param mostGpus largest number of these GPUs that one machine of the provider has
 * @param usdPerHour dollars an hour for the whole unit; null for a reserved offer
 * @param usdPerYear dollars a year for the whole unit; null for the others
 * @param terms how, where and by which machine
 * @param validFrom first day
 * @param validTo last day; null while it holds
 * @param looked when someone last looked at the source
 * @param note what a person must know of this price, or empty
 */
public record Offer(
        String id,
        String provider,
        String gpu,
        Commitment commitment,
        int gpuCount,
        int mostGpus,
        @Nullable Double usdPerHour,
        @Nullable Double usdPerYear,
        Terms terms,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String source,
        LocalDate looked,
        String note)
        implements Described {
    private static final double HOURS_PER_YEAR = 8760;

    public boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    /** Whether one machine can be rented at it with so many GPUs, and no more. */
    public boolean fits(int gpus) {
        return gpus % gpuCount == 0 && gpus <= mostGpus;
    }

    /** Dollars an hour of one GPU; of a reserved offer the year's price over the hours of a year. */
    public double usdPerGpuHour() {
        double perHour = usdPerHour == null ? Objects.requireNonNull(usdPerYear) / HOURS_PER_YEAR : usdPerHour;
        return perHour / gpuCount;
    }

    /** Whether its price is one that the guide prints. */
    public boolean ofTheGuide() {
        return Stream.of(source.split(" "))
                .anyMatch(each -> each.length() == 3 && each.startsWith("G") && digits(each));
    }

    private static boolean digits(String item) {
        return item.charAt(1) >= '0' && item.charAt(1) <= '9' && item.charAt(2) >= '0' && item.charAt(2) <= '9';
    }

    /** The offer at what is left to pay, which its note tells. */
    Offer discountedBy(Discount discount) {
        double share = usdPerHour == null
                ? discount.shareLeft(Objects.requireNonNull(usdPerYear))
                : discount.shareLeft(usdPerHour / gpuCount);
        String listed = usdPerHour == null
                ? "$" + Figures.grouped(Objects.requireNonNull(usdPerYear), 0) + " a year"
                : "$" + Figures.plain(usdPerHour, 2) + " an hour";
        String reduced = discount.summary() + ", listed at " + listed;
        return new Offer(
                id,
                provider,
                gpu,
                commitment,
                gpuCount,
                mostGpus,
                usdPerHour == null ? null : usdPerHour * share,
                usdPerYear == null ? null : usdPerYear * share,
                terms,
                validFrom,
                validTo,
                source,
                looked,
                note.isEmpty() ? reduced : reduced + "; " + note);
    }

    @Override
    public String summary() {
        return usdPerHour != null
                ? "offer " + id + ": $" + Figures.plain(usdPerHour, 2) + " an hour"
                : "offer " + id + ": $" + Figures.grouped(Objects.requireNonNull(usdPerYear), 0) + " a year";
    }
}
