package tunewise.web.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The chapters of the handbook, in the order in which a newcomer meets them. */
public final class Handbook {
    private static final List<String> ORDER = List.of(
            "ask",
            "machines",
            "run",
            "estimate",
            "rules",
            "prices",
            "review",
            "proof",
            "operate",
            "access",
            "attack",
            "spark",
            "develop");

    /** A passage that answers a search begins so many characters before the word. */
    private static final int BEFORE = 60;

    private static final int SHOWN = 200;

    private final List<Chapter> chapters;

    private Handbook(List<Chapter> chapters) {
        this.chapters = chapters;
    }

    /** The handbook that this program carries. */
    public static Handbook load() {
        return new Handbook(
                ORDER.stream().map(id -> Markdown.chapter(id, text(id))).toList());
    }

    public List<Chapter> chapters() {
        return chapters;
    }

    Optional<Chapter> chapter(String id) {
        return chapters.stream().filter(chapter -> chapter.id().equals(id)).findFirst();
    }

    /** Every section that has all words of what somebody looks for; none for a blank search. */
    List<Hit> find(String typed) {
        List<String> words = Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return chapters.stream().flatMap(chapter -> found(chapter, words)).toList();
    }

    private static Stream<Hit> found(Chapter chapter, List<String> words) {
        return chapter.sections().stream()
                .filter(section -> section.has(words))
                .map(section -> new Hit(
                        chapter.path() + (section.anchor().isEmpty() ? "" : "#" + section.anchor()),
                        chapter.title(),
                        section.title(),
                        passage(section.text(), words.get(0))));
    }

    /** The words around the first of these, cut between words. */
    private static String passage(String text, String word) {
        int at = Math.max(0, text.toLowerCase(Locale.ROOT).indexOf(word) - BEFORE);
        int from = at == 0 ? 0 : text.indexOf(' ', at) + 1;
        int to = from + SHOWN >= text.length() ? text.length() : text.lastIndexOf(' ', from + SHOWN);
        return (from == 0 ? "" : "… ") + text.substring(from, Math.max(from, to)) + (to == text.length() ? "" : " …");
    }

    private static String text(String id) {
        try (InputStream file =
                Objects.requireNonNull(Handbook.class.getResourceAsStream("/tunewise/handbook/" + id + ".md"), id)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A section that answers a search.
     *
     * @param passage the words around what was looked for
     */
    public record Hit(String path, String chapter, String title, String passage) {}
}
