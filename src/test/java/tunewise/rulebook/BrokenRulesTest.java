package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/** Broken rule files and what is said of them, word for word. */
class BrokenRulesTest {
    private static final Path CASES = Path.of("fixtures/broken");
    private static final Set<String> SOURCES = Set.of("G03", "G14", "G15", "house");
    private static final Pattern JAVA = Pattern.compile(
            "Exception|LambdaPredicate|LambdaConsequence|java source|\\bclass \\w|org\\.drools|tunewise\\.\\w+\\.[A-Z]");

    @ParameterizedTest
    @MethodSource("cases")
    void aBrokenRuleIsRefusedWithEveryFault(Path folder) throws IOException {
        RuleFiles files = EditedRules.of(folder);
        FaultsException faults =
                assertThrows(FaultsException.class, () -> Rulebook.compile(files, SOURCES), folder::toString);
        String said = String.valueOf(faults.getMessage());
        assertEquals(Files.readString(folder.resolve("expected-errors.txt")).strip(), said, folder.toString());
        assertFalse(JAVA.matcher(said).find(), said);
    }

    @Test
    void theFileThatCasesStartFromIsSound() throws IOException {
        try (Rulebook rules = Rulebook.compile(EditedRules.sound(), SOURCES)) {
            assertEquals(2, rules.rules().size());
        }
    }

    static List<Path> cases() throws IOException {
        return EditedRules.cases(CASES, "rule-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpuCount == 1",
                "gpuCount != 1, gpuCount < 8, gpuCount <= 7, gpuCount > 1, gpuCount >= 2",
                "precision matches \"bf.*\"",
                "fallbacks contains Fallback.RANK_4",
                "fallbacks not contains Fallback.RANK_4",
                "gpuCount in ( 1, 2 )",
                "precision not in ( \"fp8\", \"int8\" )",
                "gpuCount == 1 || ( gpuCount == 2 && rank == 16 )"
            })
    void everyComparisonOfTheHandbookIsTaken(String comparison) throws IOException {
        TreeMap<String, String> files = new TreeMap<>(EditedRules.sound().files());
        files.replaceAll(
                (path, text) -> text.replace("$need : memory.total,", "$need : memory.total, " + comparison + ","));

        try (Rulebook rules = Rulebook.compile(new RuleFiles(files), SOURCES)) {
            assertTrue(rules.rules().stream().anyMatch(rule -> rule.text().contains(comparison)), comparison);
        }
    }
}
