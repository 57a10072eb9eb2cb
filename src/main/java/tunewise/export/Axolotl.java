package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.training.Sharding;

/** What {@code axolotl train} is told. It takes keys that it does not know without a word. */
final class Axolotl {
    static final String VERSIONS = "Axolotl 0.18.0";

    private Axolotl() {}

    static String file(TrainingRun run) {
        List<String> notes = new ArrayList<>(Trainers.notes(run, Format.AXOLOTL));
        notes.add("Run: axolotl train " + Format.AXOLOTL.fileName());
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    static Map<String, Object> settings(TrainingRun run) {
        ModelTraits traits = ModelTraits.of(run.model());
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("base_model", run.model());
        run.adapted().ifPresent(adapters -> {
            if (run.quantised()) {
                keys.put("load_in_4bit", true);
            }
            keys.put("adapter", run.quantised() ? "qlora" : "lora");
            keys.put("lora_r", adapters.rank());
            keys.put("lora_alpha", adapters.alpha());
            keys.put("lora_dropout", YamlFile.number(adapters.dropout()));
            keys.put("lora_target_linear", true);
        });
        keys.put("datasets", List.of(dataset(run)));
        keys.put("chat_template", "tokenizer_default_fallback_chatml");
        keys.put("val_set_size", YamlFile.number(0.05));
        keys.put("dataset_prepared_path", "last_run_prepared");
        keys.put("output_dir", Trainers.OUTPUT);
        keys.put("sequence_len", run.sequenceLength());
        keys.put("sample_packing", run.packing());
        keys.put("eval_sample_packing", run.packing());
        keys.put("micro_batch_size", run.microBatch());
        keys.put("gradient_accumulation_steps", run.gradientAccumulation());
        keys.put("num_epochs", run.epochs());
        keys.put("optimizer", run.optimizer());
        keys.put("lr_scheduler", run.learning().schedule().id());
        keys.put("learning_rate", YamlFile.number(run.learning().rate()));
        keys.put("warmup_steps", run.learning().warmUpSteps());
        keys.put("weight_decay", YamlFile.number(run.learning().weightDecay()));
        keys.put("max_grad_norm", YamlFile.number(run.learning().gradientClip()));
        keys.put("bf16", run.sharding() == Sharding.FSDP ? (Object) true : "auto");
        keys.put("tf32", true);
        keys.put("gradient_checkpointing", run.gradientCheckpointing());
        keys.put("attn_implementation", run.flashAttention() ? "flash_attention_2" : "sdpa");
        keys.put("plugins", List.of("axolotl.integrations.cut_cross_entropy.CutCrossEntropyPlugin"));
        keys.put("evals_per_epoch", 2);
        boolean keepsParts = Trainers.keepsParts(run);
        keys.put("saves_per_epoch", keepsParts && run.epochs() == 1 ? Trainers.TIMES_KEPT : 1);
        if (keepsParts) {
            keys.put("save_total_limit", 1);
        }
        traits.padToken().ifPresent(token -> keys.put("special_tokens", Map.of("pad_token", token)));
        if (run.sharding() == Sharding.FSDP) {
            keys.put("fsdp_version", 2);
            keys.put("fsdp_config", fsdp(traits));
        }
        return keys;
    }

    private static Map<String, Object> dataset(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("path", run.dataFolder().isPresent() ? "./" + run.dataset() : run.dataset());
        keys.put("type", "chat_template");
        return keys;
    }

    private static Map<String, Object> fsdp(ModelTraits traits) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("offload_params", false);
        keys.put("cpu_ram_efficient_loading", true);
        keys.put("auto_wrap_policy", "TRANSFORMER_BASED_WRAP");
        traits.layerClass().ifPresent(name -> keys.put("transformer_layer_cls_to_wrap", name));
        keys.put("state_dict_type", "FULL_STATE_DICT");
        keys.put("reshard_after_forward", true);
        return keys;
    }
}
