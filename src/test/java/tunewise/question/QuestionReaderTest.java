package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.fixtures.PlainQuestion;
import tunewise.training.Method;

class QuestionReaderTest {
    private static final String WHOLE_QUESTION =
            """
            { "model": "meta-llama/Llama-3.1-8B",
              "tokens": 20000000, "epochs": 3, "sequenceLength": 4096, "task": "maths",
              "budgetUsd": 50.5, "deadlineHours": 24, "priority": "quality",
              "methods": ["qlora", "lora"], "gpus": ["l40s"], "providers": ["runpod", "lambda"], "maxGpus": 4,
              "commitment": "any", "reliability": "high", "stack": "axolotl",
              "workload": { "inferenceCalls": 100000, "production": true, "variants": 2, "runsPerYear": 52 },
              "knowledge": "evidence", "asOf": "2026-03-31" }
            """;
    private static final Map<String, List<String>> WHOLE_FORM = Map.ofEntries(
            Map.entry("model", List.of("meta-llama/Llama-3.1-8B")),
            Map.entry("tokens", List.of("20M")),
            Map.entry("epochs", List.of("3")),
            Map.entry("sequenceLength", List.of("4,096")),
            Map.entry("task", List.of("Maths")),
            Map.entry("budgetUsd", List.of("$50.50")),
            Map.entry("deadlineHours", List.of("24 h")),
            Map.entry("priority", List.of("quality")),
            Map.entry("methods", List.of("lora", "QLoRA")),
            Map.entry("gpus", List.of("L40S")),
            Map.entry("providers", List.of("runpod lambda")),
            Map.entry("maxGpus", List.of(" 4 ")),
            Map.entry("commitment", List.of("any")),
            Map.entry("reliability", List.of("high")),
            Map.entry("stack", List.of("axolotl")),
            Map.entry("workload.inferenceCalls", List.of("100k")),
            Map.entry("workload.production", List.of("on")),
            Map.entry("workload.variants", List.of("2")),
            Map.entry("workload.runsPerYear", List.of("52")),
            Map.entry("knowledge", List.of("evidence")),
            Map.entry("asOf", List.of("2026-03-31")));

    private final QuestionReader reader = new QuestionReader(SmallVocabulary.vocabulary());

    @Test
    void aModelAndItsTokensAreEnough() {
        assertEquals(
                PlainQuestion.of(new ModelAsk.Named("Llama 2 7B"), 10_000_000, SmallVocabulary.TODAY)
                        .knowledge(Knowledge.DEFAULT)
                        .build(),
                reader.read("{ \"model\": \"Llama 2 7B\", \"tokens\": 10000000 }"));
    }

    @Test
    void everyFieldOfTheContractIsRead() {
        assertEquals(
                PlainQuestion.of(new ModelAsk.Named("meta-llama/Llama-3.1-8B"), 20_000_000, LocalDate.of(2026, 3, 31))
                        .epochs(3)
                        .sequenceLength(4096)
                        .task(Task.MATHS)
                        .budgetUsd(50.5)
                        .deadlineHours(24.0)
                        .priority(Priority.QUALITY)
                        .methods(List.of(Method.LORA, Method.QLORA))
                        .gpus(List.of("l40s"))
                        .providers(List.of("runpod", "lambda"))
                        .maxGpus(4)
                        .commitment(Commitment.ANY)
                        .reliability(Reliability.HIGH)
                        .stack("axolotl")
                        .workload(new Workload(100_000L, true, 2, 52))
                        .build(),
                reader.read(WHOLE_QUESTION));
    }

    @Test
    void aFormAsksTheSameQuestionAsItsJson() {
        assertEquals(reader.read(WHOLE_QUESTION), reader.readForm(WHOLE_FORM));
    }

    @Test
    void nullAndBlankCountAsNotGiven() {
        Question question = reader.read("{ \"model\": \"Llama 2 7B\", \"tokens\": 5e6, \"budgetUsd\": null,"
                + " \"methods\": [], \"workload\": { \"inferenceCalls\": null } }");
        assertNull(question.budgetUsd());
        assertEquals(Workload.NOT_SAID, question.workload());
        assertEquals(
                question,
                reader.readForm(Map.of(
                        "model", List.of("Llama 2 7B"),
                        "tokens", List.of("5 million"),
                        "budgetUsd", List.of(" "),
                        "methods", List.of(""),
                        "gpus", List.of())));
    }

    @Test
    void aModelCanBeGivenByItsSize() {
        ModelAsk mine = new ModelAsk.Sized("mine", 13);
        assertEquals(
                mine,
                reader.read("{ \"model\": { \"name\": \"mine\", \"parametersB\": 13 }, \"tokens\": 1000000 }")
                        .model());
        assertEquals(
                mine,
                reader.readForm(Map.of(
                                "model.name", List.of("mine"),
                                "model.parametersB", List.of("13B"),
                                "tokens", List.of("1M")))
                        .model());
    }

    @Test
    void aModelCanBeGivenByItsConfigJson() {
        String config = "{ \"hidden_size\": 4096, \"rope_scaling\": null, \"rms_norm_eps\": 1e-05, \"tie\": false }";
        ModelAsk posted = reader.read("{ \"model\": { \"config\": " + config + " }, \"tokens\": 1000000 }")
                .model();
        Map<String, Object> content = ((ModelAsk.Configured) posted).config();
        assertEquals(List.of("hidden_size", "rope_scaling", "rms_norm_eps", "tie"), List.copyOf(content.keySet()));
        assertEquals(
                Arrays.asList(4096, null, 1e-5, false),
                Arrays.asList(content.values().toArray()));
        assertEquals(
                posted,
                reader.readForm(Map.of("model.config", List.of(config), "tokens", List.of("1M")))
                        .model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10M            | 10000000
                    10 million     | 10000000
                    10 Mio         | 10000000
                    10,000,000     | 10000000
                    10.000.000     | 10000000
                    10 000 000     | 10000000
                    10_000_000     | 10000000
                    10'000'000     | 10000000
                    1e7            | 10000000
                    10M tokens     | 10000000
                    2.5B           | 2500000000
                    2.5 bn         | 2500000000
                    .5k            | 500
                    +1,500.0       | 1500
                    0.001 trillion | 1000000000
                    5,000 x 400    | 2000000
                    2.125k         | 2125
                    1.234.567,00   | 1234567
                    1 500,00       | 1500
                    1’500        | 1500
                    1.234M         | 1234000
                    1500,00        | 1500
                    5k*400         | 2000000
                    5,000 chats of 400 tokens      | 2000000
                    5000 samples with 400 tokens each | 2000000
                    """)
    void numbersAreReadAsPeopleWriteThem(String typed, long tokens) {
        assertEquals(
                tokens,
                reader.readForm(Map.of("model", List.of("Llama 2 7B"), "tokens", List.of(typed)))
                        .tokens());
    }

    @Test
    void aModelWithoutANameIsReadAsAnswersHaveIt() {
        assertEquals(
                new ModelAsk.Sized("", 7),
                reader.read("{\"model\": {\"name\": \"\", \"parametersB\": 7.0}, \"tokens\": 1000000}")
                        .model());
    }

    @ParameterizedTest
    @CsvSource({"13, 13", "13B, 13", "13 billion, 13", "560M, 0.56", "1.5T, 1500", "7b parameters, 7"})
    void sizesAreReadInBillions(String typed, double parametersB) {
        assertEquals(
                new ModelAsk.Sized("", parametersB),
                reader.readForm(Map.of("model.parametersB", List.of(typed), "tokens", List.of("1M")))
                        .model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            12,5     | 12.5
            1.500,50 | 1500.5
            1,500.50 | 1500.5
            1,500    | 1500
            0.125    | 0.125
            0,125    | 0.125
            1,2345   | 1.2345
            1500.125 | 1500.125
            """)
    void budgetsAreReadWithACommaOrAPoint(String typed, double usd) {
        assertEquals(
                usd,
                reader.readForm(Map.of(
                                "model", List.of("Llama 2 7B"), "tokens", List.of("1M"), "budgetUsd", List.of(typed)))
                        .budgetUsd());
    }

    @ParameterizedTest
    @CsvSource({
        "RTX 4090, rtx-4090",
        "rtx4090 l4, rtx-4090 l4",
        "'L40S,H100 SXM', l40s h100-sxm",
        "A100_PCIe_80GB, a100-pcie-80gb"
    })
    void gpusInAFormAreKnownHoweverTheyAreSpelt(String typed, String ids) {
        assertEquals(
                List.of(ids.split(" ", -1)),
                reader.readForm(Map.of("model", List.of("Llama 2 7B"), "tokens", List.of("1M"), "gpus", List.of(typed)))
                        .gpus());
    }

    @Test
    void aFloodOfFaultsIsCutAndCounted() {
        String fields = IntStream.range(0, 60)
                .mapToObj(i -> "\"x" + i + "\": 1")
                .collect(Collectors.joining(", ", "{ \"model\": \"Llama 2 7B\", \"tokens\": 1000000, ", " }"));
        List<FieldFault> faults = assertThrows(QuestionFaultsException.class, () -> reader.read(fields))
                .faults();
        assertEquals(51, faults.size());
        assertEquals(new FieldFault("", "10 more faults. Maybe the first ones explain them."), faults.get(50));
    }

    @Test
    void aByteOrderMarkBeforeTheQuestionIsNoFault() {
        assertEquals(
                5,
                reader.read("\uFEFF{ \"model\": \"Llama 2 7B\", \"tokens\": 5 }")
                        .tokens());
    }
}
