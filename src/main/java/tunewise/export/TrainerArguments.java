package tunewise.export;

import java.util.Map;
import tunewise.training.Quantization;

/** Keys that every trainer takes which is built on the Trainer of transformers. */
final class TrainerArguments {
    private TrainerArguments() {}

    /** The weights and how they are held. */
    static void model(Map<String, Object> keys, TrainingRun run) {
        keys.put("model_name_or_path", run.model());
        keys.put("dtype", run.fp16() ? run.adapted().isPresent() ? "float16" : "float32" : "bfloat16");
        keys.put("attn_implementation", Kernels.transformers(run));
    }

    /** Adapters, of a rank and for some layers. */
    static void adapters(Map<String, Object> keys, TrainingRun run) {
        run.adapted().ifPresent(adapters -> {
            keys.put("lora_r", adapters.rank());
            keys.put("lora_alpha", adapters.alpha());
            keys.put("lora_dropout", YamlFile.number(Targets.dropout(run, adapters)));
            Targets.peft(keys, run);
        });
    }

    /** Where our own scripts start the trainer: what they load, for the trainer to take as it is. */
    static void loaded(Map<String, Object> keys, TrainingRun run) {
        model(keys, run);
        run.family().pad().ifPresent(token -> keys.put("pad_token", token));
        adapters(keys, run);
        if (run.quantised()) {
            keys.put("load_in_4bit", true);
            keys.put("use_bnb_nested_quant", run.quantization() == Quantization.NF4_DQ);
        }
        keys.put("dataset_name", data(run));
        keys.put("max_length", run.sequenceLength());
    }

    static String data(TrainingRun run) {
        return run.dataFolder().map(folder -> "./" + folder).orElse(run.dataset());
    }

    /** Precision, optimizer, steps, rate, and what is kept on the way. */
    static void training(Map<String, Object> keys, TrainingRun run) {
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
    }
}
