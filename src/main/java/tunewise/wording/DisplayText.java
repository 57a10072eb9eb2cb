package tunewise.wording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation.Feasible;
import tunewise.advice.Setup;
import tunewise.estimate.Range;
import tunewise.training.Method;

/** Figures with their units, and set-ups in words. */
public final class DisplayText {
    /** What answers call the provider of one's own machines. */
    private static final String OWN_MACHINE = "your machine";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.US);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.US).withZone(ZoneOffset.UTC);
    private static final Pattern STARTS_WITH_A_WORD = Pattern.compile("[a-z]+(?:'[a-z]+)?[,;:]?(?: |$)|[a-z]+-[a-z]");
    private static final List<String> SMALL =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private DisplayText() {}

    public static String dollars(double usd) {
        if (usd > 0 && usd < 0.01) {
            return "under $0.01";
        }
        return String.format(Locale.US, usd < 1000 ? "$%,.2f" : "$%,.0f", usd);
    }

    /** Minutes below an hour, days beside hours beyond two days. */
    public static String hours(double hours) {
        if (hours < 1) {
            long minutes = Math.max(1, Math.round(hours * 60));
            return minutes == 1 ? "1 minute" : minutes + " minutes";
        }
        String plain = String.format(Locale.US, hours < 100 ? "%.1f hours" : "%,.0f hours", hours)
                .replace(".0 hours", " hours")
                .replaceFirst("^1 hours$", "1 hour");
        return hours < 48 ? plain : plain + String.format(Locale.US, " (%,.1f days)", hours / 24);
    }

    /** The first twelve digits of a release, which tell it apart. */
    public static String release(String release) {
        return release.replaceFirst("^sha256:(\\p{XDigit}{12})\\p{XDigit}+$", "$1");
    }

    /** As in "30 min", "1.5 h" or "20 h", for an axis. */
    public static String shortHours(double hours) {
        return hours < 1
                ? String.format(Locale.US, "%.0f min", hours * 60)
                : String.format(Locale.US, whole(hours) ? "%,.0f h" : "%.1f h", hours);
    }

    /** As in "$0.20", "$1.50" or "$50", for an axis. */
    public static String shortDollars(double usd) {
        return String.format(Locale.US, whole(usd) ? "$%,.0f" : "$%.2f", usd);
    }

    private static boolean whole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-9;
    }

    public static String speed(double tokensPerSecond) {
        return String.format(Locale.US, "%,.0f tokens/s", tokensPerSecond);
    }

    /** Low to high, or null where they read the same. */
    public static @Nullable String between(Range range, DoubleFunction<String> words) {
        String low = words.apply(range.low());
        String high = words.apply(range.high());
        return low.equals(high) ? null : "between " + low + " and " + high;
    }

    public static String gib(double gib) {
        return String.format(Locale.US, "%,.1f GiB", gib);
    }

    /** Shares of 1 as a range of percents. */
    public static String share(double low, double high) {
        return low == high
                ? String.format(Locale.US, "%.0f %%", 100 * low)
                : String.format(Locale.US, "%.0f to %.0f %%", 100 * low, 100 * high);
    }

    /** As in "20 million" or "512". */
    public static String count(long number) {
        if (number >= 1_000_000_000) {
            return scaled(number, 9) + " billion";
        }
        return number >= 1_000_000 ? scaled(number, 6) + " million" : String.format(Locale.US, "%,d", number);
    }

    /** As in "8.03 billion parameters". */
    public static String parameters(long parameters) {
        return parameters >= 1_000_000_000
                ? String.format(Locale.US, "%,.2f billion parameters", parameters / 1e9)
                : String.format(Locale.US, "%,.0f million parameters", parameters / 1e6);
    }

    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    public static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    static String small(int number) {
        return number < SMALL.size() ? SMALL.get(number) : Integer.toString(number);
    }

    /** As in "one epoch" or "two epochs". */
    public static String several(int number, String noun) {
        return small(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** As in "1 × RTX 4090". */
    public static String cards(int count, String gpuName) {
        return count + " × " + gpuName;
    }

    /** As in "one RTX 4090" or "two L40S cards". */
    public static String spokenCards(int count, String gpuName) {
        return small(count) + " " + gpuName + (count == 1 ? "" : " cards");
    }

    public static String method(Method method) {
        return method == Method.FULL ? "Full fine-tuning" : method.label();
    }

    public static String method(Method method, int rank) {
        return method(method) + (rank > 0 ? ", rank " + rank : "");
    }

    /** As in "LoRA, rank 8, on 1 × RTX 4090 at RunPod". */
    public static String setup(Setup setup) {
        return setup(setup.method(), setup.rank(), setup.gpuCount(), setup.gpuName(), setup.providerName());
    }

    public static String setup(Feasible setup) {
        return setup(setup.method(), setup.rank(), setup.gpuCount(), setup.gpuName(), setup.providerName());
    }

    private static String setup(Method method, int rank, int gpuCount, String gpuName, String providerName) {
        return method(method, rank) + (rank > 0 ? ", on " : " on ") + cards(gpuCount, gpuName) + whose(providerName);
    }

    /** As in " at RunPod", or " of yours" where it is the asker's own machine. */
    public static String whose(String providerName) {
        return providerName.equals(OWN_MACHINE) ? " of yours" : " at " + providerName;
    }

    /** As every trainer takes it. */
    public static String learningRate(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    /** As in "A, B and C". */
    public static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** First letter in upper case, unless the first word is a name such as bf16 or torch.compile. */
    public static String sentence(String words) {
        return STARTS_WITH_A_WORD.matcher(words).lookingAt()
                ? words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)
                : words;
    }

    private static String scaled(long number, int power) {
        return BigDecimal.valueOf(number, power)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
