package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.training.Objective;

/** What {@code axolotl train} is told. It takes keys that it does not know without a word. */
final class Axolotl {
    static final String VERSIONS = "Axolotl 0.18.0";

    /** Messages in words, for a base without a template: an answer ends with the model's own end token. */
    static final String PLAIN_TURNS = "{{ bos_token }}{% for message in messages %}"
            + "{% if message['role'] == 'assistant' %}{{ 'Assistant: ' + message['content'] + eos_token }}"
            + "{% else %}{{ message['role'] | capitalize + ': ' + message['content'] + '\\n' }}{% endif %}{% endfor %}"
            + "{% if add_generation_prompt %}{{ 'Assistant: ' }}{% endif %}";

    private Axolotl() {}

    static String file(TrainingRun run) {
        List<String> notes = new ArrayList<>(Trainers.notes(run, Format.AXOLOTL));
        if (run.family().namesExperts() && run.adapted().isPresent()) {
            notes.add(
                    "Load the adapter with PEFT 0.21: Axolotl's own PEFT 0.19.1 cannot read adapters of experts back.");
        }
        notes.add("Run: axolotl train " + Format.AXOLOTL.fileName());
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    static Map<String, Object> settings(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("base_model", run.model());
        if (!run.supervised()) {
            keys.put("rl", preference(run));
        }
        if (run.objective() == Objective.DPO) {
            keys.put("rl_beta", YamlFile.number(0.1));
        }
        switch (run.family().stored()) {
            case MXFP4 -> in16Bits(keys, "Mxfp4Config");
            case FP8 -> in16Bits(keys, "FineGrainedFP8Config");
            case BF16, INT4, NVFP4 -> {}
        }
        run.adapted().ifPresent(adapters -> {
            if (run.quantised()) {
                keys.put("load_in_4bit", true);
                if (!run.family().expertParameters().isEmpty()
                        && !run.sharding().dividesWeights()) {
                    keys.put("quantize_moe_experts", true);
                }
            }
            keys.put("adapter", run.quantised() ? "qlora" : "lora");
            keys.put("lora_r", adapters.rank());
            keys.put("lora_alpha", adapters.alpha());
            keys.put("lora_dropout", YamlFile.number(Targets.dropout(run, adapters)));
            Targets.axolotl(keys, run);
        });
        keys.put("datasets", List.of(dataset(run)));
        template(keys, run);
        keys.put("val_set_size", YamlFile.number(run.supervised() ? 0.05 : 0));
        keys.put("dataset_prepared_path", "last_run_prepared");
        keys.put("output_dir", Trainers.OUTPUT);
        keys.put("sequence_len", run.sequenceLength());
        keys.put("sample_packing", run.packing());
        if (run.supervised()) {
            keys.put("eval_sample_packing", run.packing());
        }
        keys.put("micro_batch_size", run.microBatch());
        keys.put("gradient_accumulation_steps", run.gradientAccumulation());
        keys.put("num_epochs", run.epochs());
        keys.put("optimizer", run.optimizer());
        keys.put("lr_scheduler", run.learning().schedule().id());
        keys.put("learning_rate", YamlFile.number(run.learning().rate()));
        keys.put("warmup_steps", run.learning().warmUpSteps());
        keys.put("weight_decay", YamlFile.number(run.learning().weightDecay()));
        keys.put("max_grad_norm", YamlFile.number(run.learning().gradientClip()));
        if (run.fp16()) {
            keys.put("bf16", false);
            keys.put("fp16", true);
        } else {
            keys.put("bf16", run.sharding().fsdp() ? (Object) true : "auto");
        }
        keys.put("tf32", !run.fp16());
        keys.put("gradient_checkpointing", run.gradientCheckpointing());
        if (run.activationsOffloaded()) {
            keys.put("activation_offloading", true);
        }
        keys.put("attn_implementation", Kernels.transformers(run));
        if (run.supervised()) {
            keys.put("plugins", List.of("axolotl.integrations.cut_cross_entropy.CutCrossEntropyPlugin"));
            keys.put("evals_per_epoch", 2);
        }
        keys.putAll(Checkpoints.settings(run));
        keys.put("auto_resume_from_checkpoints", true);
        run.family().pad().ifPresent(token -> keys.put("special_tokens", Map.of("pad_token", token)));
        if (run.sharding().fsdp()) {
            keys.put("fsdp_version", 2);
            keys.put("fsdp_config", fsdp(run));
        }
        return keys;
    }

    /**
     * What it calls a preference.
     *
     * @throws NotExportableException for an objective that our file has no words for
     */
    private static String preference(TrainingRun run) {
        if (run.fp16() && run.quantised()) {
            throw new NotExportableException("Over a 4-bit base Axolotl trains for preferences in bfloat16, which "
                    + run.machine().gpuName() + " does not compute with. Maybe take TRL.");
        }
        if (run.quantised() && run.sharding().fsdp()) {
            throw new NotExportableException("Axolotl cannot divide a 4-bit base over GPUs in preference training."
                    + " Maybe take TRL, or ask again for LoRA.");
        }
        return switch (run.objective()) {
            case DPO, ORPO -> run.objective().id();
            default -> throw Trainers.unsaid(Format.AXOLOTL, run);
        };
    }

    private static void in16Bits(Map<String, Object> keys, String config) {
        keys.put("model_quantization_config", config);
        keys.put("model_quantization_config_kwargs", Map.of("dequantize", true));
    }

    /** A base without a template gets a plain one whose turns end with its own end token, which it knows. */
    private static void template(Map<String, Object> keys, TrainingRun run) {
        if (run.family().chat()) {
            keys.put("chat_template", "tokenizer_default");
            keys.put("eot_tokens", List.of(run.family().endOfTurn()));
        } else {
            keys.put("chat_template", "jinja");
            keys.put("chat_template_jinja", PLAIN_TURNS);
        }
    }

    private static Map<String, Object> dataset(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("path", run.dataFolder().isPresent() ? "./" + run.dataset() : run.dataset());
        switch (run.objective()) {
            case DPO -> {
                keys.put("type", "chat_template.default");
                keys.put("split", "train");
                keys.put("field_messages", "prompt");
                keys.put("field_chosen", "chosen");
                keys.put("field_rejected", "rejected");
            }
            case ORPO -> keys.put("type", "chat_template.argilla");
            default -> keys.put("type", "chat_template");
        }
        return keys;
    }

    private static Map<String, Object> fsdp(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("offload_params", run.parametersOffloaded());
        keys.put("cpu_ram_efficient_loading", true);
        keys.put("auto_wrap_policy", "TRANSFORMER_BASED_WRAP");
        keys.put("state_dict_type", "FULL_STATE_DICT");
        keys.put("reshard_after_forward", true);
        return keys;
    }
}
