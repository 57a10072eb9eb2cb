package tunewise.web.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandbookTest {
    private static final Pattern LINK = Pattern.compile("href=\"(/help[^\"]*)\"");

    private final Handbook handbook = Handbook.load();

    @Test
    void everyFileIsAChapter() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/tunewise/handbook"))) {
            assertEquals(
                    files.map(file -> file.getFileName().toString().replace(".md", ""))
                            .collect(Collectors.toSet()),
                    handbook.chapters().stream().map(Chapter::id).collect(Collectors.toSet()));
        }
    }

    @Test
    void everyChapterHasATitleAndAnchorsOfItsOwn() {
        for (Chapter chapter : handbook.chapters()) {
            assertTrue(chapter.html().startsWith("<h1>" + chapter.title() + "</h1>"), chapter.id());
            for (Chapter.Section section : chapter.sections()) {
                assertTrue(
                        section.anchor().isEmpty() || chapter.html().contains("<h2 id=\"" + section.anchor() + "\">"),
                        chapter.id() + ": " + section.title());
            }
        }
    }

    @Test
    void linksWithinTheHandbookLeadSomewhere() {
        Set<String> places = handbook.chapters().stream()
                .flatMap(chapter -> Stream.concat(
                        Stream.of(chapter.path()),
                        chapter.sections().stream().map(section -> chapter.path() + "#" + section.anchor())))
                .collect(Collectors.toSet());

        for (Chapter chapter : handbook.chapters()) {
            Matcher link = LINK.matcher(chapter.html());
            while (link.find()) {
                assertTrue(places.contains(link.group(1)), chapter.id() + ": " + link.group(1));
            }
        }
    }

    @Test
    void aSearchFindsTheSectionThatHasAllWords() {
        List<Handbook.Hit> hits = handbook.find("  Replay BYTE ");

        assertEquals(
                "/help/review#replay-would-we-say-the-same-today", hits.get(0).path());
        assertTrue(hits.get(0).passage().contains("replay"), hits.get(0).passage());
        assertEquals(1, hits.size());
    }

    @Test
    void aSearchForNothingFindsNothing() {
        assertEquals(List.of(), handbook.find("  "));
        assertEquals(List.of(), handbook.find("zebra"));
    }

    @Test
    void markupOfAChapterIsShownAndNeverRun() {
        Chapter chapter = Markdown.chapter(
                "x", "# T\n\n<script>alert(1)</script>\n\nA <b onclick=x>b</b> [c](javascript:alert(1))\n");

        assertFalse(chapter.html().contains("<script"), chapter.html());
        assertFalse(chapter.html().contains("<b"), chapter.html());
        assertFalse(chapter.html().contains("javascript:"), chapter.html());
    }

    @Test
    void headingsThatReadAlikeHaveAnchorsOfTheirOwn() {
        Chapter chapter = Markdown.chapter("x", "# T\n\n## Check\n\na\n\n## Check\n\nb\n");

        assertEquals(
                List.of("", "check", "check-2"),
                chapter.sections().stream().map(Chapter.Section::anchor).toList());
        assertTrue(chapter.html().contains("<h2 id=\"check-2\">"), chapter.html());
    }
}
