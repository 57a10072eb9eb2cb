package tunewise.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How hard a text reads: its sentences, their words, and the school grade after Flesch and Kincaid. */
final class Readability {
    private static final Pattern END = Pattern.compile("(?<=[.!?])[\"')]*\\s+(?=[\"'A-Z0-9$(`%])|: (?=[A-Z])|; ");
    private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

    private Readability() {}

    /** A semicolon, or a colon before a capital letter, ends a sentence as a full stop does. */
    static List<String> sentences(String text) {
        return Arrays.stream(END.split(text.replaceAll("\\s+", " ").strip()))
                .filter(sentence -> sentence.matches(".*[A-Za-z].*"))
                .toList();
    }

    static int words(String sentence) {
        return (int) words(List.of(sentence)).size();
    }

    /** The school grade in which one reads sentences like these with ease. */
    static double grade(List<String> sentences) {
        List<String> words = words(sentences);
        double syllables = words.stream().mapToInt(Readability::syllables).sum();
        return 0.39 * words.size() / sentences.size() + 11.8 * syllables / words.size() - 15.59;
    }

    /** Groups of vowels, but for an e that is not spoken at the end; figures and signs count as one. */
    static int syllables(String word) {
        String letters = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        String spoken = letters.endsWith("e") && !letters.endsWith("le")
                ? letters.substring(0, letters.length() - 1)
                : letters.replaceAll("(?<=[^td])ed$", "");
        Matcher group = VOWELS.matcher(spoken);
        int count = 0;
        while (group.find()) {
            count++;
        }
        return Math.max(1, count);
    }

    private static List<String> words(List<String> sentences) {
        return sentences.stream()
                .flatMap(sentence -> Arrays.stream(sentence.split("\\s+")))
                .filter(word -> word.matches(".*[A-Za-z0-9].*"))
                .toList();
    }
}
