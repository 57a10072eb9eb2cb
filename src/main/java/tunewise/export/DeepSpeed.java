package tunewise.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.estimate.MemoryEstimate;
import tunewise.text.Figures;
import tunewise.training.Method;

/** How accelerate divides the weights by DeepSpeed's ZeRO-3, for those who prefer it to FSDP. */
final class DeepSpeed {
    static final String VERSIONS = "accelerate 1.15.0 with DeepSpeed 0.19.2";

    private DeepSpeed() {}

    /**
     * @param memory of one GPU under ZeRO-3, whose 32-bit copies FSDP has not
     * @throws NotExportableException where the set-up divides nothing, or would not fit
     */
    static String file(TrainingRun run, MemoryEstimate memory, double usableGib) {
        String gib = Figures.plain(memory.totalGib().central(), 1) + " GiB a GPU, at most "
                + Figures.plain(memory.totalGib().high(), 1);
        if (!memory.fits(usableGib)) {
            throw new NotExportableException("Under DeepSpeed's ZeRO-3 whatever trains has a 32-bit copy and 32-bit"
                    + " states: about " + gib + ", and " + run.machine().gpuName() + " has "
                    + Figures.plain(usableGib, 1) + ". Maybe stay with accelerate, which divides by FSDP.");
        }
        List<String> notes = List.of(
                "Instead of FSDP, never beside it. By ZeRO-3 it takes about " + gib + " of "
                        + Figures.plain(usableGib, 1) + "; its speed was estimated for FSDP.",
                "Also install: pip install deepspeed==0.19.2",
                "TRL: in " + Format.TRL.fileName() + ", accelerate_config: " + Format.DEEPSPEED.fileName()
                        + (run.method() == Method.FULL ? " and bf16: true" : ""),
                "LLaMA-Factory: accelerate launch --config_file " + Format.DEEPSPEED.fileName()
                        + " -m llamafactory.launcher " + Format.LLAMA_FACTORY.fileName()
                        + ", with bf16: true in place of pure_bf16");
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    /**
     * Refuses what needs no estimate.
     *
     * @throws NotExportableException where the set-up divides nothing, or in a way that DeepSpeed does not
     */
    static void refuse(TrainingRun run) {
        if (!run.sharding().fsdp()) {
            throw new NotExportableException(
                    run.machine().gpuCount() == 1
                            ? "On one GPU there is nothing for DeepSpeed to divide. Maybe you mean the trainer's own"
                                    + " configuration."
                            : "Every GPU holds the whole model here, so there is nothing for DeepSpeed to divide. Maybe"
                                    + " you mean accelerate.");
        }
        if (run.sharding().dividesSamples()) {
            throw new NotExportableException(
                    "All GPUs share each sample here, which this file cannot express. Maybe stay with accelerate.");
        }
        if (run.stack().equals("axolotl")) {
            throw new NotExportableException("Axolotl takes DeepSpeed by one line, deepspeed: "
                    + "deepspeed_configs/zero3_bf16.json, in place of fsdp_version and fsdp_config. Maybe stay "
                    + "with FSDP, for which"
                    + " its memory was estimated.");
        }
        if (run.optimizer().endsWith("8bit")) {
            throw new NotExportableException(
                    "DeepSpeed keeps the optimizer's states in 32 bits, and this set-up has them"
                            + " in 8. Maybe stay with accelerate, which divides by FSDP.");
        }
    }

    static Map<String, Object> settings(TrainingRun run) {
        Map<String, Object> zero = new LinkedHashMap<>();
        zero.put("deepspeed_multinode_launcher", "standard");
        zero.put("gradient_accumulation_steps", run.gradientAccumulation());
        zero.put("gradient_clipping", YamlFile.number(run.learning().gradientClip()));
        zero.put("offload_optimizer_device", "none");
        zero.put("offload_param_device", "none");
        zero.put("zero3_init_flag", true);
        zero.put("zero3_save_16bit_model", true);
        zero.put("zero_stage", 3);
        Map<String, Object> keys = new LinkedHashMap<>(Accelerate.settings(run));
        keys.remove("fsdp_config");
        keys.put("deepspeed_config", zero);
        keys.put("distributed_type", "DEEPSPEED");
        keys.put("mixed_precision", run.fp16() ? "fp16" : "bf16");
        return keys;
    }
}
