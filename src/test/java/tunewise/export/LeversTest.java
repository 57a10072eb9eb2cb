package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;

/** What makes a model fit on people's own machines reaches the trainers' files, and clusters run them. */
class LeversTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());
    private static final Recommendation TWO_CARDS = Grid.ask(
            """
            {"model": "meta-llama/Llama-2-70b-hf", "tokens": 10000000, "sequenceLength": 512, "methods": ["qlora"],
             "stack": "trl", "ownGpus": [{"gpu": "rtx-3090", "count": 2, "hostMemoryGib": 128}], "asOf": "2026-03-31"}""");
    private static final Recommendation LONG_SAMPLES = Grid.ask(
            """
            {"model": "Llama 3.1 8B", "samples": 500, "meanSampleTokens": 100000, "sequenceLength": 131072,
             "methods": ["full"], "ownGpus": [{"gpu": "a100-sxm-80gb", "count": 8, "hostMemoryGib": 512}],
             "asOf": "2026-03-31"}""");
    private static final Recommendation OLD_CARDS = Grid.ask(
            """
            {"model": "Llama 2 7B", "tokens": 20000000, "methods": ["full"],
             "ownGpus": [{"gpu": "v100-32gb", "count": 8, "hostMemoryGib": 384}], "asOf": "2026-03-31"}""");
    private static final Recommendation MANY_MACHINES = Grid.ask(
            """
            {"model": "deepseek-ai/DeepSeek-V3", "tokens": 10000000, "methods": ["lora"], "gpus": ["a100-sxm-80gb"],
             "nodes": 8, "asOf": "2026-03-31"}""");

    @Test
    void whatWaitsInTheHostsMemoryIsSwitchedOn() {
        JsonNode trl = YAML.readTree(EXPORTS.file(TWO_CARDS, Format.TRL).text());
        JsonNode accelerate =
                YAML.readTree(EXPORTS.file(TWO_CARDS, Format.ACCELERATE).text());

        assertTrue(trl.get("activation_offloading").asBoolean());
        assertEquals("bfloat16", trl.get("bnb_4bit_quant_storage").asString());
        assertEquals(Targets.ATTENTION, trl.get("lora_target_modules").asString());
        assertTrue(accelerate.at("/fsdp_config/fsdp_offload_params").asBoolean());
        JsonNode axolotl = YAML.readTree(EXPORTS.file(TWO_CARDS, Format.AXOLOTL).text());
        assertTrue(axolotl.at("/fsdp_config/offload_params").asBoolean());
        assertTrue(axolotl.get("activation_offloading").asBoolean());
    }

    @Test
    void samplesThatAllGpusShareReachTrlAndAccelerate() {
        JsonNode trl = YAML.readTree(EXPORTS.file(LONG_SAMPLES, Format.TRL).text());
        JsonNode accelerate =
                YAML.readTree(EXPORTS.file(LONG_SAMPLES, Format.ACCELERATE).text());

        assertEquals("sdpa", trl.get("attn_implementation").asString());
        assertFalse(trl.get("packing").asBoolean());
        assertEquals(16, trl.get("pad_to_multiple_of").asInt());
        assertEquals(2, accelerate.at("/fsdp_config/fsdp_version").asInt());
        assertEquals(
                8,
                accelerate.at("/parallelism_config/parallelism_config_cp_size").asInt());
        assertTrue(refused(LONG_SAMPLES, Format.AXOLOTL).contains("ring-flash-attn"));
        assertTrue(refused(LONG_SAMPLES, Format.LLAMA_FACTORY).contains("has no switch for that"));
        assertTrue(refused(LONG_SAMPLES, Format.DEEPSPEED).contains("All GPUs share each sample"));
        assertEquals(1, Objects.requireNonNull(LONG_SAMPLES.setup()).gradientAccumulation());
    }

    @Test
    void cardsWithoutBf16ShareAModelInFp16() {
        JsonNode trl = YAML.readTree(EXPORTS.file(OLD_CARDS, Format.TRL).text());
        JsonNode accelerate =
                YAML.readTree(EXPORTS.file(OLD_CARDS, Format.ACCELERATE).text());

        assertEquals("fp16", accelerate.get("mixed_precision").asString());
        assertEquals("FSDP", accelerate.get("distributed_type").asString());
        assertTrue(trl.get("fp16").asBoolean());
        assertEquals("float32", trl.get("dtype").asString());
    }

    @Test
    void aTrainerWithoutTheSwitchSaysSo() {
        assertTrue(refused(TWO_CARDS, Format.LLAMA_FACTORY).contains("LLaMA-Factory has no switch"));
        assertTrue(refused(TWO_CARDS, Format.SKYPILOT).contains("machine of your own"));
        assertTrue(refused(MANY_MACHINES, Format.SHELL).contains("takes 8 machines that work together"));
    }

    @ParameterizedTest
    @CsvSource({
        "model.layers.0.self_attn.q_proj, true",
        "model.layers.0.self_attn.kv_a_proj_with_mqa, true",
        "model.layers.0.self_attn.qkv_proj, true",
        "transformer.h.0.self_attention.query_key_value, true",
        "transformer.h.0.attn.c_attn, true",
        "gpt_neox.layers.0.attention.dense, true",
        "model.layers.0.self_attn.q_norm, false",
        "model.layers.0.mlp.down_proj, false",
        "model.layers.0.mlp.experts.3.up_proj, false",
        "lm_head, false",
    })
    void adaptersOfTheAttentionMeetNoOtherLayer(String module, boolean meant) {
        assertEquals(meant, module.matches(Targets.ATTENTION));
    }

    @Test
    void aMachineOfOnesOwnIsNotGivenBack() {
        String script = EXPORTS.file(TWO_CARDS, Format.SHELL).text();

        assertTrue(script.contains("Runs on 2x RTX 3090 of your own"), script);
        assertFalse(script.contains("Rent ") || script.contains("give the machine back"), script);
    }

    @Test
    void slurmIsAskedForTheMachineThatWasPlanned(@TempDir Path folder) throws IOException, InterruptedException {
        String one = EXPORTS.file(TWO_CARDS, Format.SLURM).text();
        String many = EXPORTS.file(MANY_MACHINES, Format.SLURM).text();

        assertTrue(one.contains("#SBATCH --nodes=1\n") && one.contains("#SBATCH --gres=gpu:2\n"), one);
        assertTrue(one.contains("srun accelerate launch --config_file accelerate.yaml"), one);
        assertTrue(many.contains("#SBATCH --nodes=8\n") && many.contains("#SBATCH --gres=gpu:8\n"), many);
        assertTrue(many.contains("--num_machines 8 --machine_rank \"$SLURM_NODEID\""), many);
        for (String script : new String[] {one, many}) {
            Path file = Files.writeString(folder.resolve("train.sbatch"), script);
            assertEquals(
                    0,
                    new ProcessBuilder("bash", "-n", file.toString())
                            .inheritIO()
                            .start()
                            .waitFor());
        }
    }

    @Test
    void slurmEndsWithTheSitting() {
        String long_ = EXPORTS.file(sitting(5.5), Format.SLURM).text();
        String short_ = EXPORTS.file(sitting(500), Format.SLURM).text();

        assertTrue(long_.contains("#SBATCH --time=0-05:30:00\n"), long_);
        assertTrue(long_.contains("Ends after 330 minutes, when your session ends. Started again"), long_);
        assertFalse(short_.contains("when your session ends"), short_);
    }

    /** A job of 12 hours and more, on a machine that is to be had for so many at once. */
    private static Recommendation sitting(double hours) {
        return Grid.ask("{\"model\": \"Qwen3 8B\", \"tokens\": 60000000, \"ownGpus\": [\"1x RTX 3090\"],"
                + " \"sessionHours\": " + hours + ", \"asOf\": \"2026-03-31\"}");
    }

    private static String refused(Recommendation answer, Format format) {
        return Objects.requireNonNull(assertThrows(NotExportableException.class, () -> EXPORTS.file(answer, format))
                .getMessage());
    }
}
