package tunewise.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as a message shows them: short, on one line, in the words of the person. */
public final class ValueText {
    private static final int LONGEST = 60;
    private static final int MOST_DIGITS = 20;

    private ValueText() {}

    public static String value(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number number) {
            return number(new BigDecimal(number.toString()));
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        return value instanceof String text ? "'" + text(text) + "'" : value.toString();
    }

    /** Control characters made visible, long texts cut. */
    public static String text(String text) {
        String cut = text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
        return cut.replaceAll("\\p{C}", "\uFFFD");
    }

    /** Without an exponent, unless it is needed to stay short. */
    public static String number(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.precision() <= MOST_DIGITS && Math.abs(stripped.scale()) <= MOST_DIGITS
                ? stripped.toPlainString()
                : text(stripped.toString());
    }

    /** "a, b or c". */
    public static String any(List<String> words) {
        return joined(words, " or ");
    }

    /** "'a', 'b' and 'c'". */
    public static String all(List<String> values) {
        return joined(values.stream().map(ValueText::value).toList(), " and ");
    }

    private static String joined(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1 ? String.join("", words) : String.join(", ", words.subList(0, end)) + last + words.get(end);
    }
}
