package tunewise.text;

import java.util.Locale;
import java.util.Optional;

/**
 * Characters that nobody sees and programs obey: they end a line, steer a terminal or turn the order of letters around.
 * Texts that others wrote are refused with them where they come in, and lose them where they go out.
 */
public final class UnseenText {
    private UnseenText() {}

    /** One such character, and where it stands, from 0. */
    public record Found(String name, int at) {}

    /** The first in a text of one line, which has neither line break nor tab. */
    public static Optional<Found> in(String text) {
        return first(text, false);
    }

    /** The first in a text of several lines, which may have line breaks and tabs. */
    public static Optional<Found> inLines(String text) {
        return first(text, true);
    }

    /** The text on one line, with a space for whatever cannot be seen. */
    public static String without(String text) {
        return without(text, false);
    }

    /** The text in its lines, with a space for whatever else cannot be seen. */
    public static String withoutInLines(String text) {
        return without(text, true);
    }

    private static Optional<Found> first(String text, boolean inLines) {
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            if (isUnseen(letter, inLines)) {
                return Optional.of(new Found(String.format(Locale.ROOT, "U+%04X", letter), at));
            }
            at += Character.charCount(letter);
        }
        return Optional.empty();
    }

    private static String without(String text, boolean inLines) {
        if (first(text, inLines).isEmpty()) {
            return text;
        }
        StringBuilder seen = new StringBuilder();
        text.codePoints().forEach(letter -> seen.appendCodePoint(isUnseen(letter, inLines) ? ' ' : letter));
        return seen.toString();
    }

    private static boolean isUnseen(int letter, boolean inLines) {
        if (letter >= ' ' && letter <= '~') {
            return false;
        }
        if (inLines && (letter == '\n' || letter == '\r' || letter == '\t')) {
            return false;
        }
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
