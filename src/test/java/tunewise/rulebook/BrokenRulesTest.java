package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/**
 * Broken rule files and what is said of them, word for word. A case changes a small sound file by its {@code edit.txt}:
 * the path where the file then lies, and the lines that go ({@code -}) and come in their place ({@code +}); {@code #1}
 * after a line means the first of several, and {@code - *} all lines.
 */
class BrokenRulesTest {
    private static final Path CASES = Path.of("fixtures/broken");
    private static final Path SOUND = Path.of("src/test/resources/rules-minimal/memory.drl");
    private static final Set<String> SOURCES = Set.of("G03", "G14", "G15", "house");
    private static final Pattern JAVA = Pattern.compile(
            "Exception|LambdaPredicate|LambdaConsequence|java source|\\bclass \\w|org\\.drools|tunewise\\.\\w+\\.[A-Z]");

    @ParameterizedTest
    @MethodSource("cases")
    void aBrokenRuleIsRefusedWithEveryFault(Path folder) throws IOException {
        RuleFiles files = edited(folder);
        FaultsException faults =
                assertThrows(FaultsException.class, () -> Rulebook.compile(files, SOURCES), folder::toString);
        String said = String.valueOf(faults.getMessage());
        assertEquals(Files.readString(folder.resolve("expected-errors.txt")).strip(), said, folder.toString());
        assertFalse(JAVA.matcher(said).find(), said);
    }

    @Test
    void theFileThatCasesStartFromIsSound() throws IOException {
        try (Rulebook rules = Rulebook.compile(files("rules/eligibility/memory.drl", lines()), SOURCES)) {
            assertEquals(2, rules.rules().size());
        }
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("rule-"))
                    .sorted()
                    .toList();
        }
    }

    static RuleFiles edited(Path folder) throws IOException {
        List<String> edits = Files.readAllLines(folder.resolve("edit.txt"));
        List<String> lines = lines();
        int at = lines.size();
        for (String edit : edits.subList(1, edits.size())) {
            String line = edit.substring(2);
            if (edit.startsWith("+ ")) {
                lines.add(at++, line);
            } else if (line.equals("*")) {
                lines.clear();
                at = 0;
            } else {
                at = lines.indexOf(line.replace("#1", ""));
                lines.remove(at);
            }
        }
        return files(edits.get(0), lines);
    }

    private static List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(SOUND));
    }

    private static RuleFiles files(String path, List<String> lines) {
        TreeMap<String, String> files = new TreeMap<>();
        files.put(path, String.join("\n", lines) + "\n");
        return new RuleFiles(files);
    }
}
