package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.training.Objective;

/** Exported files run with the real trainers on tiny models, where its environment was made; else this says so and is skipped. */
class RehearsalTest {
    private static final Path HOME = Path.of("src/test/python");
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    private static final List<Objective> PREFERENCES =
            List.of(Objective.SFT, Objective.DPO, Objective.ORPO, Objective.KTO, Objective.REWARD, Objective.GRPO);

    @TempDir
    static Path folder;

    /** What came of each tiny model, by its family. */
    private static final Map<String, JsonNode> RECORDS = new TreeMap<>();

    /** Each environment is started once for all its runs, since to import it takes longer than to train a tiny model. */
    @BeforeAll
    static void rehearse() throws Exception {
        boolean there = run(HOME, List.of("bash", "environments.sh", "--check")).exit() == 0;
        assumeTrue(there, "src/test/python/environments.sh was not run here, so no real trainer is rehearsed");
        List<Format> trl = List.of(Format.TRL, Format.TRL_SCRIPT);
        rehearse(List.of(
                exported("Qwen/Qwen2.5-7B-Instruct", "qwen2", "sft", trl),
                exported("openai/gpt-oss-20b", "gpt_oss", "sft", trl, "--no-resume")));
        rehearse(List.of(
                exported(
                        "FacebookAI/roberta-base",
                        "roberta",
                        "classification",
                        List.of(Format.TRANSFORMERS, Format.CLASSIFIER_SCRIPT)),
                exported(
                        "google-bert/bert-base-uncased",
                        "bert",
                        "embedding",
                        List.of(Format.SENTENCE_TRANSFORMERS, Format.EMBEDDING_SCRIPT))));
    }

    @Test
    void aChatModelTrainsItsAnswersAndGoesOnWhereItWasKilled() {
        JsonNode record = record("qwen2");

        assertTrue(record.path("loss").path("falls").asBoolean(), record::toString);
        assertTrue(record.path("labels").path("turn_end_trained").asBoolean(), record::toString);
        assertTrue(!record.path("labels").path("prompt_trained").asBoolean(), record::toString);
        assertTrue(record.path("resume").path("from_step").asInt() > 0, record::toString);
        assertEquals(1, record.path("checkpoints").size(), record::toString);
    }

    @Test
    void expertsThatAreParametersTakeAdapters() {
        JsonNode record = record("gpt_oss");

        assertEquals(43_008, record.path("trained_weights").asInt(), record::toString);
    }

    @Test
    void anEncoderLearnsToEmbedAndLoadsAgain() {
        JsonNode record = record("bert");

        assertTrue(record.path("loss").path("falls").asBoolean(), record::toString);
        assertTrue(record.path("resume").path("from_step").asInt() > 0, record::toString);
        JsonNode again = record.path("reload");
        assertEquals(record.path("trained_weights"), again.path("weights"), record::toString);
        assertTrue(again.path("right").asDouble() > again.path("wrong").asDouble(), record::toString);
    }

    @Test
    void aClassifierTrainsItsWholeHead() {
        JsonNode record = record("roberta");

        assertEquals(0, record.path("without_gradient_count").asInt(-1), record::toString);
        int adapters = record.path("reload").path("weights").asInt();
        assertEquals(
                adapters + (64 * 64 + 64) + (64 * 2 + 2),
                record.path("trained_weights").asInt(),
                record::toString);
        assertTrue(record.path("resume").path("from_step").asInt() > 0, record::toString);
    }

    /** What a README tells a person to write is what was rehearsed. */
    @Test
    void samplesAreThoseOfOurReadmes() throws Exception {
        Map<String, String> said = new TreeMap<>();
        for (String trainer : List.of("trl", "llama-factory", "axolotl")) {
            for (Objective objective : PREFERENCES) {
                said(trainer, objective, "meta-llama/Llama-3.1-8B-Instruct")
                        .ifPresent(line -> said.put(trainer + "/" + objective.id(), line));
            }
        }
        for (Objective objective : PREFERENCES) {
            said("trl", objective, "meta-llama/Llama-3.1-8B")
                    .ifPresent(line -> said.put("trl/" + objective.id() + "/plain", line));
        }
        assertEquals(20, said.size(), said::toString);
        List<String> command = new ArrayList<>(List.of("python3", "-m", "rehearse.words"));
        command.addAll(said.keySet());
        JsonNode written = AnswerJson.MAPPER.readTree(run(HOME, command).text());
        said.forEach((asked, line) ->
                assertEquals(shape(written.get(asked)), shape(AnswerJson.MAPPER.readTree(line)), asked));
    }

    private static Optional<String> said(String trainer, Objective objective, String model) {
        Recommendation answer = Grid.ask("{\"model\": \"" + model
                + "\", \"tokens\": 5000000, \"methods\": [\"lora\"], \"objective\": \"" + objective.id()
                + "\", \"stack\": \"" + trainer + "\", \"asOf\": \"2026-03-31\"}");
        Format format = Stream.of(Format.values())
                .filter(each -> each.id().equals(trainer))
                .findFirst()
                .orElseThrow();
        return EXPORTS.refusal(answer, format).isPresent()
                ? Optional.empty()
                : Optional.of(Samples.line(
                        TrainingRun.of(answer, ShippedRules.loaded().catalog())));
    }

    /** The names of a sample's fields, as deep as they go. */
    private static String shape(JsonNode sample) {
        if (sample.isObject()) {
            return sample.propertyNames().stream()
                    .sorted()
                    .map(name -> name + shape(sample.get(name)))
                    .toList()
                    .toString();
        }
        return sample.isArray() ? "*" + shape(sample.get(0)) : "";
    }

    private static JsonNode record(String family) {
        JsonNode record = RECORDS.get(family);
        assertEquals(0, record.path("exit").asInt(-1), record::toString);
        return record;
    }

    /** Files for a model, and the words that have the first of them train a tiny model of its family. */
    private static String exported(String model, String family, String objective, List<Format> formats, String... more)
            throws IOException {
        Recommendation answer = Grid.ask("{\"model\": \"" + model
                + "\", \"tokens\": 5000000, \"sequenceLength\": 512, \"methods\": [\"lora\"], \"objective\": \""
                + objective
                + "\", \"stack\": \"trl\", \"asOf\": \"2026-03-31\"}");
        Path export = Files.createDirectories(folder.resolve(family));
        for (Format format : formats) {
            Files.writeString(
                    export.resolve(format.fileName()),
                    EXPORTS.file(answer, format).text());
        }
        List<String> words = new ArrayList<>(List.of("--trainer", formats.get(0).id()));
        words.addAll(List.of("--export", export.toString(), "--family", family));
        words.addAll(
                List.of("--work", folder.resolve("work/trl").resolve(family).toString()));
        words.addAll(List.of(more));
        return AnswerJson.MAPPER.writeValueAsString(words);
    }

    /** Runs of one environment. */
    private static void rehearse(List<String> runs) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-m", "rehearse.several"));
        command.addAll(runs);
        Ran ran = run(HOME, command);
        List<String> lines =
                ran.text().lines().filter(line -> line.startsWith("{")).toList();
        assertEquals(runs.size(), lines.size(), ran.text());
        for (String line : lines) {
            JsonNode record = AnswerJson.MAPPER.readTree(line);
            RECORDS.put(record.path("family").asString(), record);
        }
    }

    private record Ran(int exit, String text) {}

    private static Ran run(Path home, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("PYTHONPATH", ".");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}
