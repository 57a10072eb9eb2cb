package tunewise.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

class EstimateReaderTest {
    private static final String WHOLE_REQUEST =
            """
            { "id": "mine", "model": "meta-llama/Llama-2-7b-hf", "method": "qlora", "rank": 16, "targets": ["q_proj", "v_proj"],
              "quantization": "nf4", "microBatch": 4, "sequenceLength": 4096, "gradientCheckpointing": false,
              "flashAttention": false, "precision": "fp32-master", "adapterBits": 16, "objective": "dpo",
              "precomputedReference": true, "attention": "eager", "optimizer": "paged_adamw_8bit", "loss": "full",
              "kbitFp32": true, "gpu": "l40s", "gpuCount": 2, "sharding": "fsdp", "stack": "axolotl", "packing": false,
              "compile": true, "trainEmbeddings": true, "shardQuantized": true, "optimizerInBackward": true,
              "offloadParameters": true, "offloadActivations": false }
            """;
    private static final Map<String, List<String>> WHOLE_FORM = Map.ofEntries(
            Map.entry("id", List.of("mine")),
            Map.entry("model", List.of("meta-llama/Llama-2-7b-hf")),
            Map.entry("method", List.of("QLoRA")),
            Map.entry("rank", List.of("16")),
            Map.entry("targets", List.of("q_proj v_proj")),
            Map.entry("quantization", List.of("NF4")),
            Map.entry("microBatch", List.of("4")),
            Map.entry("sequenceLength", List.of("4,096")),
            Map.entry("gradientCheckpointing", List.of("no")),
            Map.entry("flashAttention", List.of("off")),
            Map.entry("precision", List.of("fp32 master")),
            Map.entry("adapterBits", List.of("16")),
            Map.entry("objective", List.of("DPO")),
            Map.entry("precomputedReference", List.of("yes")),
            Map.entry("attention", List.of("Eager")),
            Map.entry("optimizer", List.of("paged-adamw-8bit")),
            Map.entry("loss", List.of("full")),
            Map.entry("kbitFp32", List.of("yes")),
            Map.entry("gpu", List.of("L40S")),
            Map.entry("gpuCount", List.of("2")),
            Map.entry("sharding", List.of("FSDP")),
            Map.entry("stack", List.of("Axolotl")),
            Map.entry("packing", List.of("no")),
            Map.entry("compile", List.of("yes")),
            Map.entry("trainEmbeddings", List.of("yes")),
            Map.entry("shardQuantized", List.of("yes")),
            Map.entry("optimizerInBackward", List.of("yes")),
            Map.entry("offloadParameters", List.of("yes")),
            Map.entry("offloadActivations", List.of("")));

    private final EstimateReader reader = new EstimateReader(SmallVocabulary.vocabulary(), ModelHub.NONE);

    @Test
    void aModelAndAMethodAreEnough() {
        EstimateRequest request = reader.read("{\"model\": \"Llama 2 7B\", \"method\": \"qlora\"}");

        assertEquals(new ModelAsk.Named("Llama 2 7B"), request.model());
        assertEquals("trl", request.stack());
        assertEquals(1, request.gpuCount());
        assertNull(request.rank());
        assertNull(request.loss());
        assertNull(request.gpu());
    }

    @Test
    void everyFieldOfTheContractIsRead() {
        assertEquals(
                new EstimateRequest(
                        "mine",
                        new ModelAsk.Named("meta-llama/Llama-2-7b-hf"),
                        Method.QLORA,
                        16,
                        new AdapterTargets(AdapterTargets.Kind.NAMED, List.of("q_proj", "v_proj")),
                        Quantization.NF4,
                        4,
                        4096,
                        false,
                        false,
                        Precision.FP32_MASTER,
                        16,
                        Optimizer.PAGED_ADAMW_8BIT,
                        Loss.FULL,
                        true,
                        "l40s",
                        2,
                        Sharding.FSDP,
                        "axolotl",
                        false,
                        true,
                        true,
                        true,
                        true,
                        true,
                        false,
                        Objective.DPO,
                        true,
                        null,
                        null,
                        null,
                        Attention.EAGER,
                        null,
                        null,
                        null),
                reader.read(WHOLE_REQUEST));
    }

    @Test
    void aRowSaysTheSameInWordsPeopleUse() {
        assertEquals(reader.read(WHOLE_REQUEST), reader.readForm(WHOLE_FORM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"all-linear\"         | all-linear",
                "\"attention\"          | attention",
                "[\"attention\"]        | attention",
                "\"q_proj, v_proj\"     | q_proj,v_proj",
                "\"self_attn.Q_PROJ\"   | q_proj",
            },
            quoteCharacter = '\'')
    void targetsAreAGroupOrModules(String json, String text) {
        AdapterTargets targets = reader.read("{\"model\": \"m\", \"method\": \"lora\", \"targets\": " + json + "}")
                .targets();

        assertEquals(AdapterTargets.of(text), targets);
    }

    @Test
    void fullFineTuningMaySayThatItsRankIsZero() {
        assertNull(reader.read("{\"model\": \"m\", \"method\": \"full\", \"rank\": 0}")
                .rank());
    }

    @Test
    void zeroOnOneGpuIsNoContradiction() {
        assertEquals(
                Sharding.ZERO2,
                reader.read("{\"model\": \"m\", \"method\": \"full\", \"sharding\": \"zero2\"}")
                        .sharding());
    }

    @Test
    void namesOfFieldsAreCheckedOnTheirOwn() {
        assertEquals(
                List.of(new FieldFault("micro_batch", "an estimate has no such field. Maybe you mean microBatch.")),
                EstimateReader.faultsOfNames(List.of("model", "micro_batch", "model.parametersB")));
    }
}
