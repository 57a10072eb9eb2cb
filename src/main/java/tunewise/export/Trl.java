package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.training.Quantization;

/** What TRL is told. Keys it does not know make it stop. */
final class Trl {
    static final String VERSIONS = "TRL 1.13.0 with transformers 5.18.0";

    private Trl() {}

    static String file(TrainingRun run) {
        List<String> notes = new ArrayList<>(Trainers.notes(run, Format.TRL));
        notes.add("Run: " + TrlScript.command(run) + " (" + Format.TRL_SCRIPT.fileName() + " lies beside it)");
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    static Map<String, Object> settings(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model_name_or_path", run.model());
        keys.put("dtype", run.fp16() ? run.adapted().isPresent() ? "float16" : "float32" : "bfloat16");
        keys.put("attn_implementation", Kernels.transformers(run));
        run.adapted().ifPresent(adapters -> {
            keys.put("use_peft", true);
            keys.put("lora_r", adapters.rank());
            keys.put("lora_alpha", adapters.alpha());
            keys.put("lora_dropout", YamlFile.number(Targets.dropout(run, adapters)));
            Targets.peft(keys, run);
        });
        if (run.quantised()) {
            quantise(keys, run);
        }
        keys.put("dataset_name", run.dataFolder().map(folder -> "./" + folder).orElse(run.dataset()));
        keys.putAll(TrlObjective.keys(run));
        keys.put("gradient_checkpointing", run.gradientCheckpointing());
        if (run.activationsOffloaded()) {
            keys.put("activation_offloading", true);
        }
        if (run.fp16()) {
            keys.put("fp16", true);
        }
        keys.put("bf16", !run.fp16() && !run.pure16Bit());
        keys.put("optim", run.optimizer());
        keys.put("per_device_train_batch_size", run.microBatch());
        keys.put("gradient_accumulation_steps", run.gradientAccumulation());
        keys.put("num_train_epochs", run.epochs());
        keys.put("learning_rate", YamlFile.number(run.learning().rate()));
        keys.put("lr_scheduler_type", run.learning().schedule().id());
        keys.put("warmup_steps", run.learning().warmUpSteps());
        keys.put("weight_decay", YamlFile.number(run.learning().weightDecay()));
        keys.put("max_grad_norm", YamlFile.number(run.learning().gradientClip()));
        keys.put("logging_steps", 10);
        keys.put("output_dir", Trainers.OUTPUT);
        keys.put("save_strategy", "steps");
        keys.putAll(Checkpoints.settings(run));
        keys.put("report_to", "none");
        return keys;
    }

    /** A base that FSDP is to divide has to be stored in the type of the rest, or the shards do not line up. */
    private static void quantise(Map<String, Object> keys, TrainingRun run) {
        keys.put("load_in_4bit", true);
        keys.put("bnb_4bit_quant_type", "nf4");
        keys.put("use_bnb_nested_quant", run.quantization() == Quantization.NF4_DQ);
        if (run.sharding().dividesWeights()) {
            keys.put("bnb_4bit_quant_storage", "bfloat16");
        }
    }
}
