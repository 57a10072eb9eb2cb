package tunewise.catalog;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * What somebody pays less than the listed price, by a contract of their own.
 *
 * @param provider id of the provider
 * @param gpu id of the GPU; null for all GPUs of the provider
 * @param commitment the offers it is about
 * @param percent taken off the listed price; null where a price was agreed
 * @param usdPerGpuHour the price agreed, dollars an hour of one GPU; null where a percentage was
 * @param validFrom first day
 * @param validTo last day; null while it holds
 * @param note what a person must know of it, or empty
 */
public record Discount(
        String id,
        String provider,
        @Nullable String gpu,
        Commitment commitment,
        @Nullable Double percent,
        @Nullable Double usdPerGpuHour,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String source,
        String note)
        implements Described {

    public boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    /** Whether it is about an offer; one of all GPUs gives way to one of this GPU. */
    public boolean isOf(Offer offer) {
        return provider.equals(offer.provider())
                && commitment == offer.commitment()
                && (gpu == null || gpu.equals(offer.gpu()));
    }

    public boolean sameScope(Discount other) {
        return provider.equals(other.provider())
                && commitment == other.commitment()
                && Objects.equals(gpu, other.gpu());
    }

    /** The share of a listed price that is left to pay; a price agreed may also be the higher one. */
    public double shareLeft(double listedUsdPerGpuHour) {
        return percent != null ? 1 - percent / 100 : Objects.requireNonNull(usdPerGpuHour) / listedUsdPerGpuHour;
    }

    @Override
    public String summary() {
        return "discount " + id + ": "
                + (percent != null
                        ? Figures.plain(percent, 1) + " % off"
                        : "$" + Figures.plain(Objects.requireNonNull(usdPerGpuHour), 2) + " an hour of a GPU");
    }
}
