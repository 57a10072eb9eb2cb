package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tunewise.rulebook.language.Vocabulary;
import tunewise.rulebook.language.Vocabulary.Word;

/** The analysts' handbook names the facts and findings that there are. */
class RulesReadmeTest {
    private static final Path README = Path.of("rules/README.md");
    private static final String BEGIN = "<!-- vocabulary -->\n";
    private static final String END = "<!-- end of vocabulary -->";

    @Test
    void theHandbookNamesEveryFactAndFindingWithItsFields() throws IOException {
        String readme = Files.readString(README);
        String written = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertEquals(table("fact", Vocabulary.facts()) + "\n" + table("finding", Vocabulary.findings()), written);
    }

    private static String table(String title, List<Word> words) {
        return "| " + title + " | fields |\n| --- | --- |\n"
                + words.stream()
                        .map(word -> "| `" + word.name() + "` | "
                                + word.fields().stream()
                                        .map(field -> "`" + field.name() + "` " + field.holds())
                                        .collect(Collectors.joining(", "))
                                + " |\n")
                        .collect(Collectors.joining());
    }
}
