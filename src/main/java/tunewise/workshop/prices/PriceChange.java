package tunewise.workshop.prices;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Offer;
import tunewise.question.Commitment;
import tunewise.text.Choice;
import tunewise.text.Figures;

/**
 * What a price list changes in one offer, or would.
 *
 * @param provider id of the provider
 * @param providerName what people call it
 * @param gpu id of the GPU
 * @param gpuCount GPUs in one unit
 * @param tier id of the tier
 * @param region id of the region, or empty
 * @param before the offer that holds; null for a new one
 * @param after the cheapest listing of it; null for one that is gone
 * @param listings how many listings of it there are
 * @param dearest dollars an hour of the unit by the dearest of them
 * @param note what a person must know of the price
 */
public record PriceChange(
        Kind kind,
        String provider,
        String providerName,
        String gpu,
        String gpuName,
        Commitment commitment,
        int gpuCount,
        String tier,
        String region,
        @Nullable Offer before,
        @Nullable ListedPrice after,
        int listings,
        double dearest,
        String note) {
    /** From this factor on, a price that moved or that differs among machines and regions is worth a look. */
    private static final double FAR = 2;

    /** What becomes of an offer. */
    public enum Kind implements Choice {
        NEW,
        DEARER,
        CHEAPER,
        GONE,
        UNCHANGED;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Dollars an hour of one GPU so far; null for a new offer. */
    public @Nullable Double usdBefore() {
        return before == null ? null : usdPerHour(before) / gpuCount;
    }

    /** Dollars an hour of one GPU from now on; null for an offer that is gone. */
    public @Nullable Double usdAfter() {
        return after == null ? null : after.usdPerHour() / gpuCount;
    }

    /** Dollars an hour of the unit; of a reserved offer the year's price over the hours of a year. */
    static double usdPerHour(Offer offer) {
        return offer.usdPerHour() != null
                ? offer.usdPerHour()
                : Objects.requireNonNull(offer.usdPerYear()) / PlainReader.HOURS_A_YEAR;
    }

    /** The unit in words, as in "8 x H100 SXM". */
    public String unit() {
        return gpuCount == 1 ? gpuName : gpuCount + " x " + gpuName;
    }

    /** Dollars an hour of one GPU, before and after where it moved, as in "$0.86 -> $1.29 (+50 %)". */
    public String price() {
        Double was = usdBefore();
        Double is = usdAfter();
        if (was == null || is == null || kind == Kind.UNCHANGED) {
            return money(is == null ? Objects.requireNonNull(was) : is);
        }
        return money(was) + " -> " + money(is) + String.format(Locale.ROOT, " (%+.0f %%)", 100 * (is / was - 1));
    }

    private static String money(double usd) {
        return "$" + Figures.plain(usd, Math.abs(usd * 100 - Math.rint(usd * 100)) > 0.01 ? 4 : 2);
    }

    /** Why somebody should look at it twice. */
    public Optional<String> caution() {
        Double was = usdBefore();
        Double is = usdAfter();
        if (was != null && is != null && (is >= FAR * was || was >= FAR * is)) {
            return Optional.of("the price is " + times(Math.max(is / was, was / is)) + " "
                    + (is > was ? "what it was" : "less than it was") + "; maybe a unit or a GPU is mistaken");
        }
        if (after != null && dearest >= FAR * after.usdPerHour()) {
            return Optional.of("the dearest listing asks " + times(dearest / after.usdPerHour())
                    + " as much; maybe the cheapest is another product");
        }
        return Optional.empty();
    }

    private static String times(double factor) {
        return Figures.plain(factor, 1) + " times";
    }
}
