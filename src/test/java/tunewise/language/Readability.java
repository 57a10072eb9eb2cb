package tunewise.language;

import eu.crydee.syllablecounter.SyllableCounter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How hard a text reads: its sentences, their words, and the school grade after Flesch and Kincaid. A library counts
 * the syllables. The formula stays here: libraries that know it ask for a language model of hundreds of megabytes.
 */
final class Readability {
    private static final Pattern END = Pattern.compile("(?<=[.!?])[\"')]*\\s+(?=[\"'A-Z0-9$(`%])|: (?=[A-Z])|; ");
    private static final SyllableCounter SYLLABLES = new SyllableCounter();

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

    /** Figures and signs count as one. */
    private static int syllables(String word) {
        return Math.max(1, SYLLABLES.count(word.replaceAll("[^A-Za-z]", "")));
    }

    private static List<String> words(List<String> sentences) {
        return sentences.stream()
                .flatMap(sentence -> Arrays.stream(sentence.split("\\s+")))
                .filter(word -> word.matches(".*[A-Za-z0-9].*"))
                .toList();
    }
}
