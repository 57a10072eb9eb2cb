package tunewise.rulebook.guard;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Bounds on texts that a rule makes or matches, so that none takes long or grows large. */
final class TextLimits {
    static final int MOST_CHARACTERS = 1_000;

    /** Calls of {@code formatted} and {@code join}, and additions of texts, in one rule. */
    static final int MOST_MADE = 2;

    static final String SIMPLER = "Maybe \"a.*\" or \"(a|b)\" does, or '=='.";
    private static final int MOST_PLACES = 20;
    private static final int MOST_OF_A_PATTERN = 100;
    private static final int MOST_CHOICES = 6;
    private static final String ANYTHING_AFTER = ".*";
    private static final Pattern PLACE = Pattern.compile("%(?<width>[-#+ 0,(<\\d.$]*)(?<kind>[a-zA-Z%]?)");
    /** Numbers and texts as they read. Others make control characters, or show where in memory a value lies. */
    private static final Set<String> KINDS = Set.of("d", "e", "f", "g", "s", "%");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\]|(?<other>.|$))");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{3}");

    private TextLimits() {}

    /** What speaks against a text of a finding, quoted or not; whether it is filled in or stands as it is. */
    static Optional<String> ofFormat(String text, boolean filledIn) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.of("has more than " + MOST_CHARACTERS + " characters.");
        }
        int places = 0;
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places++;
            if (filledIn && !KINDS.contains(place.group("kind"))) {
                return Optional.of("has '" + place.group().strip() + "', which is not a place for a number or a text.");
            }
            if (LONG_NUMBER.matcher(place.group()).find()) {
                return Optional.of("asks for more than 99 characters or digits in one place.");
            }
        }
        return places > MOST_PLACES
                ? Optional.of("has more than " + MOST_PLACES + " places to fill in.")
                : Optional.empty();
    }

    /** What speaks against a text that could hold characters which nobody sees. */
    static Optional<String> ofEscapes(String text) {
        return ESCAPE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(Objects::nonNull)
                .findFirst()
                .map(sign -> "has '\\" + sign + "', and only \\\" and \\\\ may stand there.");
    }

    /**
     * What speaks against a text that others are matched with, without its quotes. Repeated groups take exponential
     * time, and each further repeated part multiplies the time by the length of the text.
     */
    static Optional<String> ofMatching(String whole) {
        String pattern =
                whole.endsWith(ANYTHING_AFTER) ? whole.substring(0, whole.length() - ANYTHING_AFTER.length()) : whole;
        if (pattern.length() > MOST_OF_A_PATTERN) {
            return Optional.of("to match with has more than " + MOST_OF_A_PATTERN + " characters.");
        }
        int repeated = 0;
        int choices = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char sign = pattern.charAt(i);
            char before = i == 0 ? ' ' : pattern.charAt(i - 1);
            if (sign == '\\' && i + 1 < pattern.length() && Character.isLetterOrDigit(pattern.charAt(i + 1))) {
                return Optional.of("to match with has '\\" + pattern.charAt(i + 1) + "'.");
            }
            boolean repeats = sign == '*' || sign == '+' || sign == '?' || sign == '{';
            if (repeats && (before == ')' || before == '(')) {
                return Optional.of("to match with has '" + before + sign + "'.");
            }
            repeated += repeats ? 1 : 0;
            choices += sign == '|' || sign == '[' ? 1 : 0;
        }
        if (repeated > 1) {
            return Optional.of("to match with repeats more than one part besides '.*' at its end.");
        }
        return choices > MOST_CHOICES
                ? Optional.of("to match with has more than " + MOST_CHOICES + " choices.")
                : Optional.empty();
    }

    /** What speaks against a pattern as it is written in a rule, where a backslash appears twice. */
    static Optional<String> ofSyntax(String pattern) {
        try {
            Pattern.compile(pattern.replace("\\\\", "\\").replace("\\\"", "\""));
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("to match with is not a pattern: " + reason(e) + ".");
        }
    }

    private static String reason(PatternSyntaxException broken) {
        String said = broken.getDescription();
        return said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    }
}
