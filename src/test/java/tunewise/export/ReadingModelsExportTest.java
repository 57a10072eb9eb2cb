package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;

/** Models that read and do not write: embedding models and classifiers, made of encoders or of models that write. */
class ReadingModelsExportTest {
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    @ParameterizedTest
    @CsvSource({"google-bert/bert-base-uncased", "answerdotai/ModernBERT-base", "Qwen/Qwen3-Embedding-0.6B"})
    void anEmbeddingModelComparesAllPairsOfAStep(String model) {
        Recommendation answer = ask(model, "embedding", "trl", "lora");
        JsonNode keys = Grid.yaml(EXPORTS, answer, Format.SENTENCE_TRANSFORMERS);
        int pairs = keys.get("per_device_train_batch_size").asInt();
        assertEquals(1, keys.get("gradient_accumulation_steps").asInt());
        assertEquals(answer.setup().microBatch(), keys.get("mini_batch_size").asInt());
        assertEquals(answer.setup().microBatch() * answer.setup().gradientAccumulation(), pairs);
        assertTrue(pairs > 1, "one pair alone has no wrong answer");
        String script = EXPORTS.file(answer, Format.EMBEDDING_SCRIPT).text();
        assertTrue(script.contains("CachedMultipleNegativesRankingLoss(model, mini_batch_size="), script);
    }

    @ParameterizedTest
    @CsvSource({"FacebookAI/xlm-roberta-base", "microsoft/deberta-v3-base", "meta-llama/Llama-3.2-1B"})
    void aClassifierLearnsItsHeadBesideTheAdapters(String model) {
        Recommendation answer = ask(model, "classification", "trl", "lora");
        JsonNode keys = Grid.yaml(EXPORTS, answer, Format.TRANSFORMERS);
        assertEquals("group_by_length", keys.get("train_sampling_strategy").asString());
        assertFalse(keys.has("packing"), keys.toString());
        String script = EXPORTS.file(answer, Format.CLASSIFIER_SCRIPT).text();
        assertTrue(script.contains("modules_to_save=heads"), script);
    }

    @Test
    void onlyWhatIsInstalledIsUsed() {
        String embedding = EXPORTS.file(ask("google-bert/bert-base-uncased", "embedding", "trl", "full"), Format.SHELL)
                .text();
        assertTrue(embedding.contains("sentence-transformers==6.2.0"), embedding);
        assertTrue(embedding.contains("python train_embedding.py --config sentence-transformers.yaml"), embedding);
        String classifier = EXPORTS.file(
                        ask("google-bert/bert-base-uncased", "classification", "axolotl", "full"), Format.SHELL)
                .text();
        assertFalse(classifier.contains("sentence-transformers"), classifier);
        assertTrue(classifier.contains("transformers==5.18.0"), classifier);
        assertTrue(classifier.contains("python train_classifier.py --config transformers.yaml"), classifier);
    }

    @Test
    void otherTrainersSayWhichFileToTake() {
        Recommendation answer = ask("google-bert/bert-base-uncased", "embedding", "trl", "lora");
        for (Format format :
                List.of(Format.TRL, Format.AXOLOTL, Format.LLAMA_FACTORY, Format.UNSLOTH, Format.TRANSFORMERS)) {
            String refusal = EXPORTS.refusal(answer, format).orElse("");
            assertTrue(refusal.contains("Sentence Transformers"), format + ": " + refusal);
        }
        assertTrue(EXPORTS.refusal(
                        ask("google-bert/bert-base-uncased", "classification", "trl", "lora"),
                        Format.SENTENCE_TRANSFORMERS)
                .orElse("")
                .contains("Transformers"));
    }

    /** No rule kept earlier releases from recommending it. */
    @Test
    void anEncoderIsRefusedWhereTheModelHasToWrite() {
        String recorded = AnswerJson.write(ask("google-bert/bert-base-uncased", "classification", "trl", "lora"))
                .replace("\"objective\":\"classification\"", "\"objective\":\"sft\"");
        String refusal =
                EXPORTS.refusal(AnswerJson.read(recorded), Format.BUNDLE).orElse("");
        assertEquals(
                "BERT base is an encoder, which writes no text. Maybe ask again for an embedding model or a classifier.",
                refusal);
    }

    @Test
    void theArchiveHasTheScriptAndSaysWhatASampleHolds() {
        Recommendation answer = ask("google-bert/bert-base-uncased", "classification", "trl", "lora");
        TrainingRun run = TrainingRun.of(answer, ShippedRules.loaded().catalog());
        assertEquals(List.of(Format.TRANSFORMERS, Format.CLASSIFIER_SCRIPT), Trainers.files(run));
        assertEquals("{\"text\": \"...\", \"label\": 0}", Samples.line(run));
        assertTrue(EXPORTS.refusal(answer, Format.BUNDLE).isEmpty());
    }

    /** Its files for what writes stay as they were; for the rest it lacks the packages. */
    @Test
    void aReleaseFromBeforeTheseFilesSaysSo() {
        SortedMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
        files.remove("rules/catalog/trainings.csv");
        Exports earlier = new Exports(CatalogReader.read(new RuleFiles(files)));

        assertEquals(
                Optional.empty(), earlier.refusal(ask("meta-llama/Llama-3.2-1B", "sft", "trl", "lora"), Format.TRL));
        String refusal = earlier.refusal(
                        ask("google-bert/bert-base-uncased", "embedding", "trl", "lora"), Format.SENTENCE_TRANSFORMERS)
                .orElse("");
        assertTrue(refusal.startsWith("The active release is of an earlier version"), refusal);
    }

    private static Recommendation ask(String model, String objective, String stack, String method) {
        return Grid.ask(
                """
                { "model": "%s", "tokens": 12345678, "sequenceLength": 512, "objective": "%s", "stack": "%s",
                  "methods": ["%s"], "asOf": "2026-03-31", "knowledge": "evidence" }"""
                        .formatted(model, objective, stack, method));
    }
}
