package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tunewise.catalog.Recipe;
import tunewise.catalog.Terms;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Commitment;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** Configurations that the tools themselves are known to take, key for key; what is written beside them is named here. */
class KnownExamplesTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * Checkpoints by steps, which fit any length; a pad token that ends no text, or its end is never learned; FSDP's layer,
     * which Axolotl finds by itself and a wrong name stops.
     */
    private static final Set<String> AXOLOTL_OTHERWISE = Set.of("saves_per_epoch", "special_tokens", "fsdp_config");

    @Test
    void trl() throws IOException {
        JsonNode written = YAML.readTree(Trl.file(qlora("trl", "trl-lib/Capybara")));
        assertEquals(
                Set.of("weight_decay", "max_grad_norm", "save_strategy", "save_steps", "save_total_limit", "pad_token"),
                beside("trl.yaml", written, Set.of()));
    }

    @Test
    void axolotlWithAdapters() throws IOException {
        JsonNode written = YAML.readTree(Axolotl.file(qlora("axolotl", "train.jsonl")));
        assertEquals(
                Set.of(
                        "weight_decay",
                        "max_grad_norm",
                        "chat_template",
                        "chat_template_jinja",
                        "save_steps",
                        "save_total_limit",
                        "auto_resume_from_checkpoints"),
                beside("axolotl-qlora.yml", written, AXOLOTL_OTHERWISE));
    }

    @Test
    void axolotlInFullOnEightGpus() throws IOException {
        JsonNode written = YAML.readTree(Axolotl.file(run(
                "axolotl",
                "train.jsonl",
                Method.FULL,
                Quantization.NONE,
                8,
                Sharding.FSDP,
                "adamw_torch_fused",
                null)));
        assertEquals(
                Set.of(
                        "weight_decay",
                        "max_grad_norm",
                        "chat_template",
                        "chat_template_jinja",
                        "save_steps",
                        "save_total_limit",
                        "save_only_model",
                        "auto_resume_from_checkpoints"),
                beside("axolotl-full.yml", written, AXOLOTL_OTHERWISE));
    }

    @Test
    void dstack() throws IOException {
        JsonNode written = YAML.readTree(Dstack.file(
                qlora("axolotl", "train.jsonl"), ShippedRules.loaded().catalog()));
        assertEquals(Set.of(), beside("task.dstack.yml", written, Set.of("commands")));
    }

    /**
     * Keys that are written beside those of an example, each of which has to have the example's value, but for some.
     *
     * @param otherwise keys that we write otherwise, on purpose
     */
    private static Set<String> beside(String example, JsonNode written, Set<String> otherwise) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(KnownExamplesTest.class.getResourceAsStream("/export-examples/" + example))) {
            JsonNode expected = YAML.readTree(in);
            Map<String, String> different = new LinkedHashMap<>();
            expected.properties().forEach(key -> {
                JsonNode value = written.path(key.getKey());
                boolean bothNumbers = value.isNumber() && key.getValue().isNumber();
                boolean same =
                        bothNumbers ? value.asDouble() == key.getValue().asDouble() : value.equals(key.getValue());
                if (!same && !otherwise.contains(key.getKey())) {
                    different.put(key.getKey(), value + " rather than " + key.getValue());
                }
            });
            assertEquals(Map.of(), different);
            Set<String> besides = new TreeSet<>(written.propertyNames());
            besides.removeAll(expected.propertyNames());
            return besides;
        }
    }

    static TrainingRun qlora(String stack, String dataset) {
        return run(
                stack,
                dataset,
                Method.QLORA,
                Quantization.NF4_DQ,
                1,
                Sharding.NONE,
                "paged_adamw_8bit",
                new TrainingRun.Adapters(16, 32, 0.05));
    }

    static TrainingRun run(
            String stack,
            String dataset,
            Method method,
            Quantization quantization,
            int gpus,
            Sharding sharding,
            String optimizer,
            TrainingRun.Adapters adapters) {
        return run(stack, dataset, method, quantization, gpus, sharding, optimizer, adapters, Commitment.ON_DEMAND);
    }

    static TrainingRun run(
            String stack,
            String dataset,
            Method method,
            Quantization quantization,
            int gpus,
            Sharding sharding,
            String optimizer,
            TrainingRun.Adapters adapters,
            Commitment commitment) {
        return new TrainingRun(
                "llama31-8b-qlora",
                "id",
                "sha256:release",
                "meta-llama/Llama-3.1-8B",
                ShippedRules.loaded().catalog().trainers().familyOf("meta-llama/Llama-3.1-8B"),
                method,
                quantization,
                Aim.SFT,
                2,
                8,
                2048,
                2,
                true,
                true,
                true,
                sharding,
                null,
                optimizer,
                "bf16",
                stack,
                new TrainingRun.Learning(0.0002, Recipe.Schedule.COSINE, 1000, 30, 0, 1),
                adapters,
                dataset,
                new Machine(
                        "a100-pcie-80gb",
                        "A100 PCIe 80GB",
                        gpus,
                        "runpod",
                        "RunPod",
                        "Ampere",
                        "x86-64",
                        200,
                        commitment,
                        "",
                        1,
                        false,
                        Terms.UNKNOWN),
                new Budget(10, 12, 2.5, 25, 30, null));
    }
}
