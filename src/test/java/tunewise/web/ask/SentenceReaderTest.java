package tunewise.web.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tunewise.advice.Advisor;
import tunewise.question.QuestionReader;
import tunewise.web.RunningService;
import tunewise.web.page.QuestionForm;

/** What sentences fill in, as people write them; what is not understood is named, and nothing is made up. */
class SentenceReaderTest {
    /** A Monday. */
    private static final LocalDate TODAY = LocalDate.parse("2026-11-30");

    @ParameterizedTest
    @CsvFileSource(
            resources = "/sentences.csv",
            numLinesToSkip = 1,
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true)
    void aSentenceFillsTheForm(String sentence, String fields, String unread) {
        SentenceReader.Read read = SentenceReader.read(sentence, RunningService.RELEASE, TODAY);

        assertEquals(fields == null ? "" : fields, words(read.fields()), sentence);
        assertEquals(unread == null ? "" : unread, String.join("; ", read.unread()), sentence);
    }

    /** What was filled in is what the form takes. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "/sentences.csv",
            numLinesToSkip = 1,
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true)
    void whatIsFilledInIsAQuestion(String sentence, String fields, String unread) {
        Map<String, List<String>> filled =
                SentenceReader.read(sentence, RunningService.RELEASE, TODAY).fields();
        if (filled.getOrDefault("model", List.of("")).get(0).startsWith("my-org/")) {
            // A model of the hub, which is looked up when somebody asks.
            filled.remove("model");
        }
        if (filled.keySet().stream().noneMatch(field -> field.startsWith("model.")) && !filled.containsKey("model")) {
            filled.put("model", List.of("Llama 3.1 8B"));
        }
        String tokens = filled.getOrDefault("tokens", List.of("")).get(0);
        if (!filled.containsKey("prompts") && (tokens.isEmpty() || tokens.matches(".*[a-z]{3,}"))) {
            filled.put("tokens", List.of("2M"));
        }
        if (List.of("distillation").equals(filled.get("objective"))) {
            filled.putIfAbsent("teacher", List.of("Qwen2.5 14B"));
        }

        new QuestionReader(new Advisor(RunningService.RELEASE).vocabulary(TODAY))
                .readForm(QuestionForm.forReader(filled));
    }

    @Test
    void aFamilyWithASizeNamesTheOthersItMayStandFor() {
        SentenceReader.Read read = SentenceReader.read("Llama 8B, 2M tokens", RunningService.RELEASE, TODAY);

        assertEquals(1, read.fields().get("model").size());
        assertTrue(
                read.models().stream().allMatch(id -> id.contains("8B")),
                read.models().toString());
        assertTrue(!read.models().isEmpty());
    }

    @Test
    void aTextBeyondEveryLengthIsReadInTheTimeOfASentence() {
        String long1 = "a ".repeat(100_000);
        assertTrue(SentenceReader.read(long1, RunningService.RELEASE, TODAY)
                .fields()
                .isEmpty());
        assertTrue(SentenceReader.read("5,000 ".repeat(100) + "tokens", RunningService.RELEASE, TODAY) != null);
    }

    private static String words(Map<String, List<String>> fields) {
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + String.join("+", field.getValue()))
                .collect(Collectors.joining("; "));
    }
}
