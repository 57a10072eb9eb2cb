package tunewise.question;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: 10M, 10,000,000, 10 million, 2.5B, 1e7, $50, 24 h, 5,000 x 400, 1.234,50. */
final class NumberText {
    private static final int LONGEST = 60;
    private static final Pattern PARTS = Pattern.compile("([+-]?)(\\d[\\d., _']*?|\\.\\d+)(e[+-]?\\d{1,3})? *([a-z]*)");
    private static final Pattern PLAIN = Pattern.compile("\\d+|\\d*\\.\\d+");
    private static final Pattern GROUPED =
            Pattern.compile("[1-9]\\d{0,2}([, _'])\\d{3}(?:\\1\\d{3})*(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}");
    /** A comma that can only be decimal: before other than three digits, behind a zero, or after thousands marked otherwise. */
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("\\d+,(?:\\d{1,2}|\\d{4,})|0,\\d+|\\d{1,3}([. _'])\\d{3}(?:\\1\\d{3})*,\\d+");
    /** A point that is decimal to some readers and marks thousands to others. */
    private static final Pattern TWO_WAYS = Pattern.compile("(?<![\\d.,])([1-9]\\d{0,2})\\.(\\d{3})(?![\\d.,])");
    /** So many samples of so many tokens: 5,000 x 400, or 5,000 chats of 400 tokens. */
    private static final Pattern SAMPLES = Pattern.compile(
            "(.*\\d[kmb]?) *(?:[x*\u00d7]|[a-z]* *(?:of|with|at|à)) *([\\d.].*?)(?: *tokens?)?(?: each)?");

    private static final Map<String, Integer> POWERS = Map.ofEntries(
            Map.entry("k", 3),
            Map.entry("thousand", 3),
            Map.entry("m", 6),
            Map.entry("mio", 6),
            Map.entry("million", 6),
            Map.entry("b", 9),
            Map.entry("bn", 9),
            Map.entry("billion", 9),
            Map.entry("t", 12),
            Map.entry("trillion", 12));

    private NumberText() {}

    /** The number that a text says for a field, whose unit it may name. */
    static Optional<BigDecimal> read(String text, Field field) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\p{Zs}", " ");
        if (plain.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher samples = SAMPLES.matcher(plain);
        return field == Field.TOKENS && samples.matches()
                ? single(samples.group(1), field)
                        .flatMap(count -> single(samples.group(2), field).map(count::multiply))
                : single(plain, field);
    }

    /** What in a text could be either of two numbers where a field takes both, in words. */
    static Optional<String> twoWays(String text, Field field) {
        Matcher point = TWO_WAYS.matcher(text);
        if (!field.hasThousands() || !point.find()) {
            return Optional.empty();
        }
        String thousands = point.group(1) + point.group(2);
        return Optional.of("can be read in two ways: '%s' is %s to some and %s to others. Maybe %s is meant."
                .formatted(point.group(), Shown.number(new BigDecimal(point.group())), thousands, thousands));
    }

    private static Optional<BigDecimal> single(String plain, Field field) {
        Matcher parts = PARTS.matcher(field.withoutUnit(plain));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String word = parts.group(4);
        Integer power = word.isEmpty() ? Integer.valueOf(field.powerOfUnit()) : POWERS.get(word);
        Optional<String> digits = digits(parts.group(2));
        if (power == null || digits.isEmpty()) {
            return Optional.empty();
        }
        String exponent = parts.group(3) == null ? "" : parts.group(3);
        if (word.isEmpty()
                && exponent.isEmpty()
                && twoWays(parts.group(2), field).isPresent()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(parts.group(1) + digits.get() + exponent);
        return Optional.of(number.scaleByPowerOfTen(power - field.powerOfUnit()));
    }

    private static Optional<String> digits(String written) {
        if (PLAIN.matcher(written).matches()) {
            return Optional.of(written);
        }
        if (DECIMAL_COMMA.matcher(written).matches()) {
            return Optional.of(written.replaceAll("[. _']", "").replace(',', '.'));
        }
        Matcher grouped = GROUPED.matcher(written);
        if (!grouped.matches()) {
            return Optional.empty();
        }
        String separator = grouped.group(1) == null ? "." : grouped.group(1);
        return Optional.of(written.replace(separator, ""));
    }
}
