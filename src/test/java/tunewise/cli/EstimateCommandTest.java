package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;

class EstimateCommandTest {
    private static final String REQUESTS =
            """
            id,model,method,microBatch,gpu,targets
            a,Llama 3.1 8B,qlora,2,RTX 4090,
            b,Llama 3.1 8B,qlora,0,rtx-4900,
            c,Llama 2 7B,lora,4,a100-sxm-80gb,"q_proj,v_proj"
            d,Llama 2 7B,lora
            """;

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    @Test
    void aConfigurationIsShownPartByPart() {
        String out = terminal.type(
                        "estimate", "Llama 3.1 8B", "--method", "qlora", "--gpu", "rtx-4090", "--micro-batch", 2)
                .fine();

        assertTrue(out.startsWith("QLoRA at rank 8 of Llama 3.1 8B on 1x RTX 4090 takes "), out);
        assertTrue(out.lines().findFirst().orElseThrow().contains(" and fits, with at least "), out);
        for (String label : List.of("Allocated", "Reserved", "Total", "Fits", "Speed")) {
            assertTrue(out.contains("\n  " + label + " "), label + " is missing:\n" + out);
        }
        assertTrue(out.contains("6,979,321,856 weights of linear layers x 0.5159 bytes"), out);
    }

    @ParameterizedTest
    @CsvSource({
        "full, l40s, and does not fit",
        "lora, a100-sxm-80gb, and fits",
    })
    void theFirstLineSaysWhetherItFits(String method, String gpu, String verdict) {
        String out = terminal.type("estimate", "Llama 3.1 8B", "--method", method, "--gpu", gpu)
                .fine();

        assertTrue(out.lines().limit(2).reduce("", (a, b) -> a + " " + b).contains(verdict), out);
    }

    @Test
    void aProgramGetsTheAnswerAsTheApiGivesIt() {
        JsonNode answer = AnswerJson.MAPPER.readTree(
                terminal.type("estimate", "Llama 3.1 8B", "--method", "lora", "--no-packing", "--compile", "--json")
                        .fine());

        assertEquals("meta-llama/Llama-3.1-8B", answer.at("/model/id").asString());
        assertFalse(answer.at("/request/packing").asBoolean());
        assertTrue(answer.at("/request/compile").asBoolean());
        assertTrue(answer.at("/request/gradientCheckpointing").asBoolean());
        assertTrue(answer.path("fits").isMissingNode());
    }

    @Test
    void allFaultsAreReportedAtOnceByTheirOptions() {
        Printed printed = terminal.type(
                "estimate",
                "Mistral 13B",
                "--method",
                "full",
                "--rank",
                8,
                "--micro-batch",
                0,
                "--gpu-count",
                2,
                "--sharding",
                "none");

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals(
                """
                MODEL: 'Mistral 13B' is not a model of the catalog: Mistral never published a 13B. Maybe you mean mistralai/Mistral-Nemo-Base-2407 or meta-llama/Llama-2-13b-hf.
                --micro-batch: 0 is not a whole number from 1 to 10,000.
                --rank: 8 is a rank of adapters, and full fine-tuning has none. Maybe you mean lora.
                --sharding: 'none' leaves 2 GPUs without a way to share the work. Maybe you mean ddp.
                """,
                printed.err());
    }

    @Test
    void aRequestCanComeAsJson() throws IOException {
        Path request = file("request.json", "{\"model\": {\"parametersB\": 8}, \"method\": \"lora\"}");

        assertTrue(terminal.type("estimate", "--request", request).fine().startsWith("LoRA at rank 8 of a model"));
        assertEquals(
                terminal.type("estimate", "--request", request).fine(),
                withInput(Files.readString(request), "estimate", "--request", "-")
                        .fine());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--file x.csv --method lora | you gave the configuration in more than one way: --method and "
                        + "--file. Maybe you mean only one of them.",
                "--request x.json --config c.json | you gave the configuration in more than one way: --config "
                        + "and --request. Maybe you mean only one of them.",
                "--file x.csv --json | --json is for one answer. Maybe you mean --format jsonl.",
                "--method lora --format csv | --format is for --file. Maybe you mean --json.",
                "--file x.csv --format xml | Invalid value for option '--format': 'xml' is neither csv nor "
                        + "jsonl. Maybe you mean csv.",
            })
    void whatContradictsItselfIsMisuse(String words, String fault) {
        Printed printed = terminal.type((Object[]) ("estimate " + words).split(" "));

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals(fault + "\n'tunewise estimate --help' lists all there is.\n", printed.err());
    }

    @Test
    void ofManyRowsTheFaultyOnesAreReportedAndSkipped() throws IOException {
        Path requests = file("requests.csv", REQUESTS);

        Printed printed = terminal.type("estimate", "--file", requests);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        List<String> rows = printed.out().lines().toList();
        assertEquals(3, rows.size(), printed.out());
        assertTrue(rows.get(0).startsWith("line,id,model,method,rank,targets,"), rows.get(0));
        assertTrue(rows.get(1).startsWith("2,a,meta-llama/Llama-3.1-8B,qlora,8,all-linear,nf4-dq,2,"), rows.get(1));
        assertTrue(rows.get(2).startsWith("4,c,meta-llama/Llama-2-7b-hf,lora,8,\"q_proj,v_proj\","), rows.get(2));
        assertEquals(
                """
                FILE:3: microBatch: 0 is not a whole number from 1 to 10,000.
                FILE:3: gpu: 'rtx-4900' is not in the catalogs. Maybe you mean 'rtx-4090'.
                FILE:5: the row has 3 cells, and the header 6. Maybe a comma is missing, or a cell with commas lacks its quotes.
                2 of 4 configurations are faulty and were left out.
                """
                        .replace("FILE", requests.toString()),
                printed.err());
    }

    @Test
    void linesOfJsonAreAnsweredByLinesOfJson() throws IOException {
        Path requests = file(
                "requests.jsonl",
                """
                {"model": "Llama 3.1 8B", "method": "qlora", "id": "first"}

                {"model": "Llama 3.1 8B"
                {"model": "Llama 3.1 8B", "method": "lora"}
                """);

        Printed printed = terminal.type("estimate", "--file", requests);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        List<JsonNode> answers =
                printed.out().lines().map(AnswerJson.MAPPER::readTree).toList();
        assertEquals(
                List.of(1, 4),
                answers.stream().map(answer -> answer.get("line").asInt()).toList());
        assertEquals("first", answers.get(0).at("/request/id").asString());
        assertEquals(8, answers.get(1).get("parts").size());
        assertTrue(
                printed.err().startsWith(requests + ":3: line 1, column 25: the text ends too early."), printed.err());
    }

    @Test
    void rowsCanBeAnsweredByLinesOfJsonAndTheOtherWayRound() throws IOException {
        String rows = "\uFEFFmodel,method\nLlama 3.1 8B,qlora\n";
        String lines = "{\"model\": \"Llama 3.1 8B\", \"method\": \"qlora\"}\n";

        String json = terminal.type("estimate", "--file", file("a.csv", rows), "--format", "jsonl")
                .fine();
        String csv =
                withInput(lines, "estimate", "--file", "-", "--format", "csv").fine();

        JsonNode answer = AnswerJson.MAPPER.readTree(json);
        List<String> cells = List.of(csv.lines().toList().get(1).split(",", -1));
        List<String> names = List.of(csv.lines().toList().get(0).split(",", -1));
        assertEquals(answer.at("/memory/totalGib").asString(), cells.get(names.indexOf("totalGib")));
        assertEquals(answer.at("/allocatedGib/high").asString(), cells.get(names.indexOf("allocatedHighGib")));
        assertEquals("", cells.get(names.indexOf("fits")));
    }

    @Test
    void aHeaderThatIsNotUnderstoodIsMisuse() throws IOException {
        Path requests = file("requests.csv", "model,method,micro_batch,method,colour\nLlama 3.1 8B,lora,1,lora,red\n");

        Printed printed = terminal.type("estimate", "--file", requests);

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals("", printed.out());
        List<String> faults = printed.err().lines().toList();
        assertEquals("The header of '" + requests + "' is not understood.", faults.get(0));
        assertEquals("micro_batch: an estimate has no such field. Maybe you mean microBatch.", faults.get(1));
        assertTrue(faults.get(2).startsWith("colour: an estimate has no such field."), faults.get(2));
        assertEquals("method: the column appears twice. Maybe remove one of the two.", faults.get(3));
    }

    @Test
    void aFileThatCannotBeReadIsMisuse() throws IOException {
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "model,method\nModèle,lora\n".getBytes(StandardCharsets.ISO_8859_1));
        Path none = folder.resolve("none.csv");

        assertEquals(
                "'" + none + "' cannot be read. Maybe its name is misspelt.\n",
                terminal.type("estimate", "--file", none).err());
        assertEquals(
                "'" + latin + "' is not UTF-8. Maybe it was saved in another encoding.\n",
                terminal.type("estimate", "--file", latin).err());
        assertEquals(
                "'" + file("empty.csv", "")
                        + "' is empty. Maybe its header is missing, as in model,method,microBatch,gpu.\n",
                terminal.type("estimate", "--file", folder.resolve("empty.csv")).err());
        assertEquals(ExitCode.MISUSED, terminal.type("estimate", "--file", none).code());
    }

    @Test
    void anOpenQuoteEndsTheReadingAndIsReported() throws IOException {
        Path requests = file("open.csv", "model,method\nLlama 3.1 8B,lora\n\"Llama 2 7B,lora\nLlama 2 7B,lora\n");

        Printed printed = terminal.type("estimate", "--file", requests);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertEquals(2, printed.out().lines().count());
        assertTrue(printed.err().startsWith(requests + ":3: this row or one below it is not CSV"), printed.err());
    }

    @Test
    void onATerminalProgressIsShownAndWipedAway() throws IOException {
        StringBuilder many = new StringBuilder("model,method,microBatch\n");
        for (int i = 0; i < 2_000; i++) {
            many.append("Llama 3.1 8B,lora,").append(1 + i % 8).append('\n');
        }
        Path requests = file("many.csv", many.toString());

        Printed printed = new Terminal(true).type("estimate", "--file", requests);

        assertEquals(0, printed.code());
        assertEquals(2_001, printed.out().lines().count());
        assertTrue(printed.err().contains(" done, 0 faulty"), printed.err());
        assertTrue(printed.err().endsWith("\r\u001B[K"), printed.err());
    }

    private Printed withInput(String text, Object... words) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            return terminal.type(words);
        } finally {
            System.setIn(before);
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
