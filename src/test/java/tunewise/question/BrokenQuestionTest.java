package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken questions and what is said of them, word for word. A case is a {@code question.json} as it is posted, or a
 * {@code form.txt} with lines {@code field=value}, where {@code \n} stands for a line break inside a value.
 */
class BrokenQuestionTest {
    private static final Path CASES = Path.of("fixtures/broken");
    private static final Pattern JAVA = Pattern.compile("Exception|java\\.|tools\\.jackson|tunewise\\.|StreamRead");

    private final QuestionReader reader = new QuestionReader(SmallVocabulary.vocabulary());

    @ParameterizedTest
    @MethodSource("cases")
    void aBrokenQuestionIsRefusedWithEveryFault(Path folder) throws IOException {
        QuestionFaultsException faults = assertThrows(QuestionFaultsException.class, () -> read(folder));
        String said = String.valueOf(faults.getMessage());
        assertEquals(Files.readString(folder.resolve("expected-errors.txt")).strip(), said, folder.toString());
        assertFalse(JAVA.matcher(said).find(), said);
        assertEquals(
                folder.getFileName().toString().startsWith("question-malformed-"),
                faults.malformed(),
                folder.toString());
    }

    static List<Path> cases() throws IOException {
        return cases("question-");
    }

    static List<Path> cases(String prefix) throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private Question read(Path folder) throws IOException {
        Path json = folder.resolve("question.json");
        return Files.exists(json)
                ? reader.read(Files.readString(json))
                : reader.readForm(form(Files.readAllLines(folder.resolve("form.txt"))));
    }

    static Map<String, List<String>> form(List<String> lines) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            form.computeIfAbsent(line.substring(0, equals), field -> new ArrayList<>())
                    .add(line.substring(equals + 1).replace("\\n", "\n"));
        }
        return form;
    }
}
