package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tunewise.advice.Estimate;
import tunewise.advice.Estimates;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Training;
import tunewise.advice.Setup;
import tunewise.estimate.Range;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Knowledge;
import tunewise.text.Figures;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** What a trainer is told is what was recommended, field by field. */
class RoundTripTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TRL", "AXOLOTL", "LLAMA_FACTORY"})
    void settingsReadBackAreThoseOfThePlan(Format format) {
        for (Recommendation answer : Grid.ANSWERS) {
            JsonNode written = YAML.readTree(EXPORTS.file(answer, format).text());
            assertEquals(recommended(answer, format), readBack(written), () -> String.valueOf(answer.setup()));
        }
    }

    /** Each trainer is told in its own way to leave weights in 16 bits. */
    @Test
    void weightsThatFsdpDividesStayIn16Bits() {
        for (Recommendation answer : Grid.ANSWERS) {
            boolean divided = setup(answer).sharding() == Sharding.FSDP;
            boolean full = setup(answer).method() == Method.FULL;
            JsonNode trl = YAML.readTree(EXPORTS.file(answer, Format.TRL).text());
            JsonNode axolotl =
                    YAML.readTree(EXPORTS.file(answer, Format.AXOLOTL).text());
            JsonNode factory =
                    YAML.readTree(EXPORTS.file(answer, Format.LLAMA_FACTORY).text());
            assertEquals("bfloat16", trl.get("dtype").asString());
            assertEquals(!(divided && full), trl.get("bf16").asBoolean());
            assertEquals(divided, axolotl.has("fsdp_config"));
            assertEquals(divided || full, factory.has("pure_bf16"));
            assertEquals(!factory.has("pure_bf16"), factory.has("bf16"));
        }
    }

    @Test
    void acceleratesFileDividesAsThePlanDoes() {
        for (Recommendation answer : Grid.ANSWERS) {
            Setup setup = setup(answer);
            if (setup.gpuCount() > 1) {
                JsonNode written =
                        YAML.readTree(EXPORTS.file(answer, Format.ACCELERATE).text());
                boolean divided = setup.sharding() == Sharding.FSDP;
                assertEquals(setup.gpuCount(), written.get("num_processes").asInt());
                assertEquals(
                        divided ? "FSDP" : "MULTI_GPU",
                        written.get("distributed_type").asString());
                assertEquals(divided, written.path("fsdp_config").has("fsdp_version"));
                assertEquals(
                        divided ? "no" : "bf16", written.get("mixed_precision").asString());
            }
        }
    }

    /** Sized as the plan divides it, a set-up takes what its answer says; so DeepSpeed's figure is of the same set-up. */
    @Test
    void aSetUpSizedAgainTakesWhatItsAnswerSays() {
        for (Recommendation answer : Grid.ANSWERS) {
            if (answer.knowledge() == Knowledge.EVIDENCE) {
                Range again = Estimates.chosen(ShippedRules.loaded(), answer).totalGib();
                assertEquals(estimate(answer).memory().highGib(), again.high(), 0.01, () -> setup(answer)
                        .toString());
            }
        }
    }

    /** Under ZeRO-3 all that trains has 32-bit copies, so that it is offered only where those fit too. */
    @Test
    void deepSpeedDividesInTheSameWayWhereItFitsAndIsRefusedElsewhere() {
        Map<Boolean, Integer> counts = new TreeMap<>();
        for (Recommendation answer : Grid.ANSWERS) {
            Setup setup = setup(answer);
            if (EXPORTS.refusal(answer, Format.DEEPSPEED).isPresent()) {
                counts.merge(false, 1, Integer::sum);
                continue;
            }
            counts.merge(true, 1, Integer::sum);
            String text = EXPORTS.file(answer, Format.DEEPSPEED).text();
            JsonNode written = YAML.readTree(text);
            assertEquals(Sharding.FSDP, setup.sharding());
            assertEquals(setup.gpuCount(), written.get("num_processes").asInt());
            assertEquals("DEEPSPEED", written.get("distributed_type").asString());
            assertEquals(3, written.at("/deepspeed_config/zero_stage").asInt());
            assertEquals(
                    setup.gradientAccumulation(),
                    written.at("/deepspeed_config/gradient_accumulation_steps").asInt());
            double usable = estimate(answer).memory().usableGib();
            double high = Estimates.shared(ShippedRules.loaded().catalog(), answer, Sharding.ZERO3)
                    .totalGib()
                    .high();
            assertTrue(high <= usable, () -> high + " of " + usable);
            assertTrue(text.contains(", at most " + Figures.plain(high, 1)), text);
        }
        assertTrue(counts.get(true) > 0 && counts.get(false) > 0, counts::toString);
    }

    @Test
    void launchersRentWhatIsRecommendedAndEndWithTheReserve() {
        for (Recommendation answer : Grid.ANSWERS) {
            Setup setup = setup(answer);
            Budget budget =
                    TrainingRun.of(answer, ShippedRules.loaded().catalog()).budget();
            if (EXPORTS.refusal(answer, Format.DSTACK).isEmpty()) {
                JsonNode written =
                        YAML.readTree(EXPORTS.file(answer, Format.DSTACK).text());
                assertEquals(setup.provider(), written.at("/backends/0").asString());
                assertTrue(written.at("/resources/gpu").asString().endsWith(":" + setup.gpuCount()));
                assertEquals(
                        estimate(answer).usdPerHour(), written.get("max_price").asDouble());
                assertEquals(
                        budget.mostMinutes(),
                        minutes(written.get("max_duration").asString()));
            }
            if (EXPORTS.refusal(answer, Format.SKYPILOT).isEmpty()) {
                JsonNode written =
                        YAML.readTree(EXPORTS.file(answer, Format.SKYPILOT).text());
                assertEquals(setup.provider(), written.at("/resources/infra").asString());
                assertTrue(written.at("/resources/accelerators").asString().endsWith(":" + setup.gpuCount()));
                assertTrue(written.get("run")
                        .asString()
                        .startsWith("timeout --signal=INT " + budget.mostMinutes() + "m "));
            }
            assertTrue(budget.mostHours() >= budget.hours());
        }
    }

    private static Map<String, Object> recommended(Recommendation answer, Format format) {
        Setup setup = setup(answer);
        Training training = Objects.requireNonNull(answer.training());
        boolean adapters = setup.method() != Method.FULL;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", answer.model().id());
        fields.put("rank", setup.rank());
        fields.put("alpha", adapters ? Objects.requireNonNull(training.alpha()) : 0);
        fields.put("dropout", adapters ? Objects.requireNonNull(training.dropout()) : -1.0);
        fields.put("fourBit", setup.method() == Method.QLORA);
        fields.put("doubleQuantised", format != Format.AXOLOTL && setup.quantization() == Quantization.NF4_DQ);
        // LLaMA-Factory takes one packed sequence at a time.
        boolean alone = format == Format.LLAMA_FACTORY && training.packing();
        fields.put("microBatch", alone ? 1 : setup.microBatch());
        fields.put("accumulation", setup.gradientAccumulation() * (alone ? setup.microBatch() : 1));
        fields.put("length", answer.question().sequenceLength());
        fields.put("epochs", answer.question().epochs());
        fields.put("packing", training.packing());
        fields.put("checkpointing", setup.gradientCheckpointing());
        fields.put("flash", setup.flashAttention());
        fields.put("optimizer", training.optimizer());
        fields.put("learningRate", training.learningRate());
        fields.put("schedule", training.schedule().id());
        fields.put("warmUp", training.warmUpSteps());
        fields.put("weightDecay", training.weightDecay());
        fields.put("clip", training.gradientClip());
        return fields;
    }

    private static Map<String, Object> readBack(JsonNode file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", first(file, "model_name_or_path", "base_model").asString());
        fields.put("rank", first(file, "lora_r", "lora_rank").asInt(0));
        fields.put("alpha", file.path("lora_alpha").asInt(0));
        fields.put("dropout", file.path("lora_dropout").asDouble(-1.0));
        fields.put(
                "fourBit",
                file.path("load_in_4bit").asBoolean(false)
                        || file.path("quantization_bit").asInt(0) == 4);
        fields.put(
                "doubleQuantised",
                first(file, "use_bnb_nested_quant", "double_quantization").asBoolean(false));
        fields.put(
                "microBatch",
                first(file, "per_device_train_batch_size", "micro_batch_size").asInt());
        fields.put("accumulation", file.get("gradient_accumulation_steps").asInt());
        fields.put(
                "length",
                first(file, "max_length", "sequence_len", "cutoff_len").asInt());
        fields.put("epochs", (int) first(file, "num_train_epochs", "num_epochs").asDouble());
        fields.put("packing", first(file, "packing", "sample_packing").asBoolean());
        fields.put(
                "checkpointing",
                file.has("disable_gradient_checkpointing")
                        ? !file.get("disable_gradient_checkpointing").asBoolean()
                        : file.get("gradient_checkpointing").asBoolean());
        fields.put(
                "flash",
                first(file, "attn_implementation", "flash_attn").asString().matches("flash_attention_2|fa2"));
        fields.put("optimizer", first(file, "optim", "optimizer").asString());
        fields.put("learningRate", file.get("learning_rate").asDouble());
        fields.put("schedule", first(file, "lr_scheduler_type", "lr_scheduler").asString());
        fields.put("warmUp", file.get("warmup_steps").asLong());
        fields.put("weightDecay", file.get("weight_decay").asDouble());
        fields.put("clip", file.get("max_grad_norm").asDouble());
        return fields;
    }

    private static JsonNode first(JsonNode file, String... keys) {
        for (String key : keys) {
            if (file.has(key)) {
                return file.get(key);
            }
        }
        return file.path(keys[0]);
    }

    private static long minutes(String duration) {
        long amount = Long.parseLong(duration.substring(0, duration.length() - 1));
        return duration.endsWith("h") ? 60 * amount : amount;
    }

    private static Setup setup(Recommendation answer) {
        return Objects.requireNonNull(answer.setup());
    }

    private static Estimate estimate(Recommendation answer) {
        return Objects.requireNonNull(answer.estimate());
    }
}
