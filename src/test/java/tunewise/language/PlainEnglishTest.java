package tunewise.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read is short, easy, and free of phrases that nobody says aloud. */
class PlainEnglishTest {
    private static final int MOST_WORDS = 20;

    /** Twelve-year-olds read this with ease, but for the words of the field. */
    private static final double HIGHEST_GRADE = 6;

    private static final Path RULES = Path.of("rules");
    private static final Path HANDBOOK = Path.of("src/main/resources/tunewise/handbook");
    private static final Path README = Path.of("README.md");
    private static final Path STIFF = Path.of("src/test/resources/plain-english/stiff.txt");

    private static final Pattern RULE =
            Pattern.compile("rule \"[A-Z]{3}-\\d+ ([^\"]*)\".*?\\nthen\\n(.*?)\\nend", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)* (?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern REMEDY = Pattern.compile("@remedy\\( \"([^\"]*)\" \\)");

    @Test
    void sentencesOfRulesAreShortAndEasy() {
        List<String> sentences = new ArrayList<>();
        for (String file : texts(RULES, ".drl")) {
            Matcher rule = RULE.matcher(file);
            while (rule.find()) {
                sentences.add(rule.group(1));
            }
        }
        assertTrue(sentences.size() > 200, "too few rules were read: " + sentences.size());
        assertShortAndEasy(sentences);
    }

    @Test
    void findingsAreShortAndEasy() {
        List<String> sentences = new ArrayList<>();
        for (String file : texts(RULES, ".drl")) {
            Matcher rule = RULE.matcher(file);
            while (rule.find()) {
                Matcher text = TEXT.matcher(rule.group(2));
                while (text.find()) {
                    sentences.addAll(Readability.sentences(filledIn(text.group(1))));
                }
            }
            Matcher remedy = REMEDY.matcher(file);
            while (remedy.find()) {
                sentences.add(remedy.group(1));
            }
        }
        assertTrue(sentences.size() > 300, "too few findings were read: " + sentences.size());
        assertShortAndEasy(sentences);
    }

    @Test
    void handbookAndReadmeAreShortAndEasy() throws IOException {
        for (String chapter : texts(HANDBOOK, ".md")) {
            assertShortAndEasy(prose(chapter));
        }
        assertShortAndEasy(prose(Files.readString(README)));
    }

    @Test
    void noStiffPhraseIsLeft() throws IOException {
        List<String> phrases = Files.readAllLines(STIFF).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        List<String> found = new ArrayList<>();
        for (Path file : read()) {
            String text = Files.readString(file).replaceAll("(?m)^\\s*(/?\\*|//).*$", "");
            phrases.stream().filter(text::contains).forEach(phrase -> found.add(file + ": " + phrase));
        }
        assertEquals(List.of(), found);
    }

    private static List<Path> read() {
        List<Path> files = new ArrayList<>();
        files.addAll(files(RULES, ".drl"));
        files.addAll(files(RULES, ".md"));
        files.addAll(files(RULES, ".csv"));
        files.addAll(files(HANDBOOK, ".md"));
        files.addAll(files(Path.of("src/main/jte"), ".jte"));
        files.addAll(files(Path.of("src/main/java"), ".java"));
        // Releases of 0.2.0 still say what their findings said.
        files.removeIf(file -> file.startsWith("src/main/java/tunewise/plan"));
        files.add(README);
        assertTrue(files.size() > 300, "too few files were read: " + files.size());
        return files;
    }

    private static void assertShortAndEasy(List<String> sentences) {
        assertEquals(
                List.of(),
                sentences.stream()
                        .filter(sentence -> Readability.words(sentence) > MOST_WORDS)
                        .toList());
        double grade = Readability.grade(sentences);
        assertTrue(grade <= HIGHEST_GRADE, "grade " + grade + " of " + sentences.get(0));
    }

    /** With a figure wherever one is filled in. */
    private static String filledIn(String format) {
        return format.replaceAll("%,?\\.?\\d*[dfs]", "5").replace("%%", "%");
    }

    /** Paragraphs, headings and points, without commands and marks. */
    private static List<String> prose(String markdown) {
        String plain = markdown.replaceAll("(?s)```.*?```", "")
                .replaceAll("(?m)^    .*$", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceAll("`[^`]*`", "code")
                .replace("*", "");
        return Stream.of(plain.split("\\n\\s*\\n|\\n(?=- |\\d\\. )"))
                .map(paragraph -> paragraph.strip().replaceAll("^(#+|-|\\d\\.) ", ""))
                .flatMap(paragraph -> Readability.sentences(paragraph).stream())
                .toList();
    }

    private static List<String> texts(Path folder, String ending) {
        return files(folder, ending).stream().map(PlainEnglishTest::text).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
