package tunewise.web.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A sentence that is read piece by piece: what was understood is taken out of it, and what is left was not. */
final class Sentence {
    /** Stands where a piece was taken out, so that what was apart stays apart. */
    private static final char GAP = '\u0001';

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("a", "1"),
            Map.entry("an", "1"),
            Map.entry("one", "1"),
            Map.entry("single", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("twelve", "12"));

    private final String said;
    private final StringBuilder text;

    Sentence(String text) {
        this.said = text;
        this.text = new StringBuilder(text.strip()
                .replaceAll("[\\p{Zs}\\s]+", " ")
                .replace('\u2019', '\'')
                .replace('\u00d7', 'x')
                // As Ollama writes "llama3.1:8b", and a command line "budget=40".
                .replaceAll("(?<=\\p{Alnum}):(?=\\d+(?:\\.\\d+)?[bB]\\b)", " ")
                .replaceAll("(?<=\\p{Alpha})=(?=\\p{Alnum})", " "));
    }

    /** Takes out the first place that a pattern finds, if what is made of it is content with it. */
    boolean take(Pattern pattern, Predicate<MatchResult> use) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            MatchResult found = matcher.toMatchResult();
            if (use.test(found)) {
                blank(found.start(), found.end());
                return true;
            }
        }
        return false;
    }

    /** Whether a pattern finds anything in what is left. */
    boolean has(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** Whether a pattern finds anything in all that was said. */
    boolean had(Pattern pattern) {
        return pattern.matcher(said).find();
    }

    /** Shows every place that a pattern finds, and takes none out. */
    void look(Pattern pattern, Consumer<MatchResult> use) {
        pattern.matcher(text).results().forEach(use);
    }

    /** Takes out every place that a pattern finds. */
    void takeAll(Pattern pattern, Consumer<MatchResult> use) {
        boolean more = true;
        while (more) {
            more = take(pattern, found -> {
                use.accept(found);
                return true;
            });
        }
    }

    /** Takes out a piece by its place. */
    void blank(int from, int to) {
        text.setCharAt(from, GAP);
        for (int i = from + 1; i < to; i++) {
            text.setCharAt(i, ' ');
        }
    }

    /** A word of what is left, by its place. */
    record Word(String text, int from, int to) {}

    /** Words of what is left, run by run: a run ends at a mark or where a piece was taken out. */
    List<List<Word>> runs() {
        List<List<Word>> runs = new ArrayList<>();
        List<Word> run = new ArrayList<>();
        Matcher words = Pattern.compile("(?:[^\\s,;:!?()\u0001]|(?<=\\d),(?=\\d{3}))+|[,;:!?()\u0001]")
                .matcher(text);
        while (words.find()) {
            String word = words.group();
            boolean mark = ",;:!?()\u0001".contains(word);
            boolean last = word.endsWith(".") && word.length() > 1;
            if (!mark) {
                String bare = last ? word.substring(0, word.length() - 1) : word;
                run.add(new Word(bare, words.start(), words.start() + bare.length()));
            }
            if ((mark || last) && !run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /** What is left and says something, each piece as it was written; words that carry no meaning alone are left out. */
    List<String> left(Predicate<String> empty) {
        return runs().stream()
                .map(run -> {
                    List<Word> said = new ArrayList<>(run);
                    while (!said.isEmpty() && empty.test(said.get(0).text().toLowerCase(Locale.ROOT))) {
                        said.remove(0);
                    }
                    while (!said.isEmpty()
                            && empty.test(said.get(said.size() - 1).text().toLowerCase(Locale.ROOT))) {
                        said.remove(said.size() - 1);
                    }
                    return String.join(" ", said.stream().map(Word::text).toList());
                })
                .flatMap(piece -> piece.isBlank() ? Stream.empty() : Stream.of(piece))
                .toList();
    }

    /** Words of a run, from one up to another. */
    static String words(List<Word> run, int from, int to) {
        return String.join(
                " ",
                run.subList(Math.min(from, to), to).stream().map(Word::text).toList());
    }

    /** A count as a figure, which may be written as a word. */
    static String figure(String count) {
        return NUMBERS.getOrDefault(count.toLowerCase(Locale.ROOT), count);
    }

    /** A pattern that minds no case. */
    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
