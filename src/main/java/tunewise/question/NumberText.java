package tunewise.question;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.text.Durations;
import tunewise.text.ValueText;

/** Numbers as people write them: 10M, 10,000,000, 10 million, 2.5B, 1e7, $50, 24 h, 31 min, 5,000 x 400, 1.234,50. */
final class NumberText {
    private static final int LONGEST = 60;
    private static final Pattern PARTS = Pattern.compile("([+-]?)(\\d[\\d., _']*?|\\.\\d+)(e[+-]?\\d{1,3})? *([a-z]*)");
    private static final Pattern PLAIN = Pattern.compile("\\d+|\\d*\\.\\d+");
    private static final Pattern GROUPED =
            Pattern.compile("[1-9]\\d{0,2}([, _'])\\d{3}(?:\\1\\d{3})*(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3}){2,}");
    /** A comma that can only be decimal: before other than three digits, behind a zero, or after thousands marked otherwise. */
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile("\\d+,(?:\\d{1,2}|\\d{4,})|0,\\d+|\\d{1,3}([. _'])\\d{3}(?:\\1\\d{3})*,\\d+");
    /** A mark that is decimal to some readers and marks thousands to others. */
    private static final Pattern TWO_WAYS = Pattern.compile("([1-9]\\d{0,2})[.,](\\d{3})");
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

    /** A number as written, with a power of ten that a word names. */
    private record Written(String sign, String digits, String exponent, String word) {
        /**
         * Whether somebody may mean another number than somebody else. A point hardly begins three decimals where a
         * field counts or is money, a comma hardly marks thousands where it does not, and Mio is not English.
         */
        boolean readsTwoWays(Field field) {
            boolean other = word.equals("mio") || digits.indexOf(field.hasThousands() ? '.' : ',') > 0;
            return other
                    && exponent.isEmpty()
                    && (word.isEmpty() || word.equals("mio"))
                    && TWO_WAYS.matcher(digits).matches();
        }

        Optional<BigDecimal> value(Field field) {
            int power = word.isEmpty() ? field.powerOfUnit() : POWERS.get(word);
            return NumberText.digits(digits).map(plain -> new BigDecimal(sign + plain + exponent)
                    .scaleByPowerOfTen(power - field.powerOfUnit()));
        }
    }

    /** The number that a text says for a field, whose unit it may name. */
    static Optional<BigDecimal> read(String text, Field field) {
        Optional<BigDecimal> span = field.countsHours() ? Durations.hours(text) : Optional.empty();
        if (span.isPresent()) {
            return span;
        }
        List<Written> factors = factors(text, field);
        if (factors.isEmpty() || factors.stream().anyMatch(factor -> factor.readsTwoWays(field))) {
            return Optional.empty();
        }
        Optional<BigDecimal> product = Optional.of(BigDecimal.ONE);
        for (Written factor : factors) {
            product = product.flatMap(so -> factor.value(field).map(so::multiply));
        }
        return product;
    }

    /** What in a text could be either of two numbers, in words. */
    static Optional<String> twoWays(String text, Field field) {
        return factors(text, field).stream()
                .filter(factor -> factor.readsTwoWays(field))
                .findFirst()
                .map(factor -> {
                    String decimal =
                            ValueText.number(new BigDecimal(factor.digits().replace(',', '.')));
                    String thousands = factor.digits().replaceAll("[.,]", "");
                    return "can be read in two ways: '%s' is %s to some and %s to others. Maybe you mean '%s'."
                            .formatted(factor.digits(), decimal, thousands, field.hasThousands() ? thousands : decimal);
                });
    }

    /** The numbers that a text is made of, samples and their length or one alone; none where it is not understood. */
    private static List<Written> factors(String text, Field field) {
        String plain =
                text.strip().toLowerCase(Locale.ROOT).replaceAll("\\p{Zs}", " ").replace('\u2019', '\'');
        if (plain.length() > LONGEST) {
            return List.of();
        }
        Matcher samples = SAMPLES.matcher(plain);
        List<Optional<Written>> factors = field == Field.TOKENS && samples.matches()
                ? List.of(written(samples.group(1), field), written(samples.group(2), field))
                : List.of(written(plain, field));
        return factors.stream().allMatch(Optional::isPresent)
                ? factors.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    private static Optional<Written> written(String plain, Field field) {
        Matcher parts = PARTS.matcher(field.withoutUnit(plain));
        return parts.matches() && (parts.group(4).isEmpty() || POWERS.containsKey(parts.group(4)))
                ? Optional.of(new Written(
                        parts.group(1),
                        parts.group(2),
                        Optional.ofNullable(parts.group(3)).orElse(""),
                        parts.group(4)))
                : Optional.empty();
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
