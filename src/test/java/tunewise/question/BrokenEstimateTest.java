package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken requests for estimates and what is said of them, word for word; cases are kept as those of questions are. */
class BrokenEstimateTest {
    private final EstimateReader reader = new EstimateReader(SmallVocabulary.vocabulary(), ModelHub.NONE);

    @ParameterizedTest
    @MethodSource("cases")
    void aBrokenRequestIsRefusedWithEveryFault(Path folder) throws IOException {
        QuestionFaultsException faults = assertThrows(QuestionFaultsException.class, () -> read(folder));
        assertEquals(
                Files.readString(folder.resolve("expected-errors.txt")).strip(),
                faults.getMessage(),
                folder.toString());
        assertEquals(
                folder.getFileName().toString().startsWith("estimate-malformed-"),
                faults.malformed(),
                folder.toString());
    }

    static List<Path> cases() throws IOException {
        return BrokenQuestionTest.cases("estimate-");
    }

    private EstimateRequest read(Path folder) throws IOException {
        Path json = folder.resolve("request.json");
        return Files.exists(json)
                ? reader.read(Files.readString(json))
                : reader.readForm(BrokenQuestionTest.form(Files.readAllLines(folder.resolve("form.txt"))));
    }
}
