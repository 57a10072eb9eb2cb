package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.EntryKind;

class AdviseBatchTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    @Test
    void everyQuestionOfATableIsAnsweredInItsOrderAndRecorded() throws IOException {
        Path questions = file(
                "questions.csv",
                "model,tokens,budgetUsd,knowledge\nLlama 3.1 8B,5M,50,\n\"Llama 2, 71B\",10M,,\nLlama 2 "
                        + "7B,10M,,guide\n");

        Printed printed = advise("--file", questions);

        assertEquals(1, printed.code());
        List<String> rows = printed.out().lines().toList();
        assertTrue(rows.get(0).startsWith("line,id,outcome,model,tokens,method,rank,gpu,"), rows.get(0));
        assertEquals(3, rows.size());
        assertTrue(rows.get(1).startsWith("2,"), rows.get(1));
        assertTrue(rows.get(2).matches("4,.*,recommended,meta-llama/Llama-2-7b-hf,10000000,lora,.*"), rows.get(2));
        assertTrue(
                printed.err().startsWith(questions + ":3: model: 'Llama 2, 71B' is not a model of the catalog. Maybe "),
                printed.err());
        assertTrue(printed.err().endsWith("\n1 of 3 questions are faulty and were left out.\n"), printed.err());
        assertEquals(2, recorded());
    }

    @Test
    void aLineOfJsonGetsWhatTheQuestionAloneWouldGet() throws IOException {
        Path questions = file("questions.jsonl", "{\"model\": \"Llama 3.1 8B\", \"tokens\": 5000000}\n");

        JsonNode line = AnswerJson.MAPPER.readTree(advise("--file", questions).fine());
        JsonNode alone = AnswerJson.MAPPER.readTree(
                advise("Llama 3.1 8B", "--tokens", "5M", "--json").fine());

        assertEquals(1, line.get("line").asInt());
        assertEquals(alone.get("setup"), line.at("/recommendation/setup"));
        assertEquals(alone.get("rules"), line.at("/recommendation/rules"));
    }

    @ParameterizedTest
    @CsvSource({"csv", "jsonl"})
    void aBatchThatWasCutOffGoesOnAfterItsLastAnswer(String format) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            lines.add("{\"model\": \"Llama 3.1 8B\", \"tokens\": " + i + "000000}");
        }
        Path questions = file("questions.jsonl", String.join("\n", lines));
        Path out = folder.resolve("answers");
        advise("--file", questions, "--out", out, "--format", format).fine();
        String whole = Files.readString(out);
        int header = format.equals("csv") ? 1 : 0;
        List<String> answers = whole.lines().toList();
        Files.writeString(
                out,
                String.join("\n", answers.subList(0, 2 + header)) + "\n"
                        + answers.get(2 + header).substring(0, 40));

        Printed printed = advise("--file", questions, "--out", out, "--resume");

        assertEquals(0, printed.code());
        assertEquals("Line 2 is the last that '" + out + "' answers; we continue after it.\n", printed.err());
        List<String> again = Files.readString(out).lines().toList();
        assertEquals(answers.subList(0, 2 + header), again.subList(0, 2 + header));
        assertEquals(withoutIds(answers), withoutIds(again));
        assertEquals(5 + 3, recorded());
    }

    @Test
    void aWholeBatchHasNothingLeftToGoOnWith() throws IOException {
        Path questions = file("questions.csv", "model,tokens\nLlama 3.1 8B,5M\n");
        Path out = folder.resolve("answers.csv");
        advise("--file", questions, "--out", out, "--resume").fine();

        advise("--file", questions, "--out", out, "--resume");

        assertEquals(2, Files.readString(out).lines().count());
        assertEquals(1, recorded());
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path questions = file("questions.csv", "model,tokens\nLlama 3.1 8B,5M\n");
        Path letter = file("letter.txt", "Dear all,\n");

        Printed over = advise("--file", questions, "--out", letter);
        Printed on = advise("--file", questions, "--out", letter, "--resume");

        assertEquals(
                "'" + letter
                        + "' exists already, and we overwrite nothing. Maybe you mean --resume, or another name.\n",
                over.err());
        assertEquals("'" + letter + "' does not end in an answer of a batch. Maybe you mean another file.\n", on.err());
        assertEquals("Dear all,\n", Files.readString(letter));
        assertEquals(0, recorded());
    }

    @Test
    void columnsThatAreNoFieldsAreRefusedBeforeAnythingIsAnswered() throws IOException {
        Path questions = file("questions.csv", "model,token\nLlama 3.1 8B,5M\n");

        Printed printed = advise("--file", questions);

        assertEquals(ExitCode.MISUSED, printed.code());
        assertTrue(printed.err().contains("token: "), printed.err());
        assertTrue(printed.err().contains("Maybe you mean tokens."), printed.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--file a.csv --tokens 5M | --file holds whole questions; leave out --tokens.",
                "--file a.csv --question q.json | --file holds whole questions; leave out --question.",
                "--file a.csv --json | --json is for one answer. Maybe you mean --format jsonl.",
                "--tokens 5M --format csv | --format is for --file. Maybe you mean --json.",
                "--file a.csv --resume | --resume is for --out. Maybe --out names the file that was cut off.",
            })
    void whatDoesNotGoTogetherIsMisuse(String words, String message) {
        Printed printed = advise((Object[]) words.split(" "));

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals(message + "\n'tunewise advise --help' lists all there is.\n", printed.err());
    }

    private static List<String> withoutIds(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("answer-\\d+", "")).toList();
    }

    private long recorded() {
        try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
            return ledger.newest(EntryKind.RECOMMENDATION, 100).size();
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Printed advise(Object... words) {
        List<Object> all = new ArrayList<>(List.of("advise"));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data")));
        return terminal.type(all.toArray());
    }
}
