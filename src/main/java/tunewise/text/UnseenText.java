package tunewise.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Characters that nobody sees and programs obey: they end a line, steer a terminal or turn the order of letters around.
 * Texts that others wrote are refused with them where they come in, and lose them where they go out.
 */
public final class UnseenText {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");
    private static final Pattern UNSEEN_IN_LINES =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\t\\r\\n]]");

    private UnseenText() {}

    /** One such character, and where it stands, from 0. */
    public record Found(String name, int at) {}

    /** The first in a text of one line, which has neither line break nor tab. */
    public static Optional<Found> in(String text) {
        return first(UNSEEN, text);
    }

    /** The first in a text of several lines, which may have line breaks and tabs. */
    public static Optional<Found> inLines(String text) {
        return first(UNSEEN_IN_LINES, text);
    }

    /** The text on one line, with a space for whatever cannot be seen. */
    public static String without(String text) {
        return UNSEEN.matcher(text).replaceAll(" ");
    }

    /** The text in its lines, with a space for whatever else cannot be seen. */
    public static String withoutInLines(String text) {
        return UNSEEN_IN_LINES.matcher(text).replaceAll(" ");
    }

    private static Optional<Found> first(Pattern unseen, String text) {
        Matcher found = unseen.matcher(text);
        return found.find()
                ? Optional.of(
                        new Found(String.format(Locale.ROOT, "U+%04X", text.codePointAt(found.start())), found.start()))
                : Optional.empty();
    }
}
