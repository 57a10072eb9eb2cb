package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.advice.AnswerJson;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Quantization;

/** What {@code llamafactory-cli train} is told, and the list in which it looks data sets up. */
final class LlamaFactory {
    static final String VERSIONS = "LLaMA-Factory 0.9.6.dev0 (commit ff6d4d1)";

    private static final String DATASET = "my_data";

    private LlamaFactory() {}

    static String file(TrainingRun run) {
        List<String> notes = new ArrayList<>(Trainers.notes(run, Format.LLAMA_FACTORY));
        notes.add("It needs " + Format.DATASET_INFO.fileName() + " beside the data.");
        if (run.packing() && !packs(run)) {
            notes.add(
                    "Samples are not packed: LLaMA-Factory adds an empty picture to each step of a model that reads images,"
                            + " which packed samples do not go with. Short samples train slower than the answer says.");
        }
        notes.add("Run: " + String.join(" ", command(run)));
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    /** Divided by FSDP it is started by accelerate, else it starts its own processes. */
    static List<String> command(TrainingRun run) {
        String file = Format.LLAMA_FACTORY.fileName();
        if (run.sharding().fsdp()) {
            return List.of(
                    "accelerate",
                    "launch",
                    "--config_file",
                    Format.ACCELERATE.fileName(),
                    "-m",
                    "llamafactory.launcher",
                    file);
        }
        return run.machine().gpuCount() > 1
                ? List.of("env", "FORCE_TORCHRUN=1", "llamafactory-cli", "train", file)
                : List.of("llamafactory-cli", "train", file);
    }

    static Map<String, Object> settings(TrainingRun run) {
        boolean full = run.method() == Method.FULL;
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model_name_or_path", run.model());
        if (run.quantised()) {
            keys.put("quantization_bit", 4);
            keys.put("quantization_method", "bnb");
            keys.put("double_quantization", run.quantization() == Quantization.NF4_DQ);
        }
        stage(keys, run);
        keys.put("do_train", true);
        keys.put("finetuning_type", full ? "full" : "lora");
        run.adapted().ifPresent(adapters -> {
            keys.put("lora_rank", adapters.rank());
            keys.put("lora_alpha", adapters.alpha());
            keys.put("lora_dropout", YamlFile.number(adapters.dropout()));
            keys.put("lora_target", Targets.llamaFactory(run));
        });
        keys.put("dataset_dir", run.dataFolder().orElse("data"));
        keys.put("dataset", DATASET);
        keys.put("template", template(run));
        keys.put("cutoff_len", run.sequenceLength());
        keys.put("packing", packs(run));
        if (run.supervised()) {
            keys.put("neat_packing", packs(run));
        }
        keys.put("flash_attn", Kernels.llamaFactory(run));
        keys.put("disable_gradient_checkpointing", !run.gradientCheckpointing());
        keys.put("output_dir", Trainers.OUTPUT);
        keys.put("per_device_train_batch_size", microBatch(run));
        keys.put("gradient_accumulation_steps", run.microBatch() * run.gradientAccumulation() / microBatch(run));
        keys.put("learning_rate", YamlFile.number(run.learning().rate()));
        keys.put("num_train_epochs", YamlFile.number(run.epochs()));
        keys.put("lr_scheduler_type", run.learning().schedule().id());
        keys.put("warmup_steps", run.learning().warmUpSteps());
        keys.put("weight_decay", YamlFile.number(run.learning().weightDecay()));
        keys.put("max_grad_norm", YamlFile.number(run.learning().gradientClip()));
        keys.put("optim", run.optimizer());
        // Left to itself it turns all that trains into 32 bits, and under FSDP its accelerate what is frozen as well.
        keys.put(run.fp16() ? "fp16" : full || run.sharding().fsdp() || run.pure16Bit() ? "pure_bf16" : "bf16", true);
        keys.putAll(Checkpoints.settings(run));
        keys.put("logging_steps", 10);
        keys.put("report_to", "none");
        return keys;
    }

    private static boolean packs(TrainingRun run) {
        return run.packing() && !run.family().imageModel();
    }

    /** FlashAttention tells packed samples apart in one sequence at a time: it stops at more, so more are accumulated. */
    static int microBatch(TrainingRun run) {
        return packs(run) && run.supervised() && Kernels.llamaFactory(run).equals("fa2") ? 1 : run.microBatch();
    }

    /**
     * What it calls an objective.
     *
     * @throws NotExportableException for one that it has no stage for
     */
    private static void stage(Map<String, Object> keys, TrainingRun run) {
        switch (run.objective()) {
            case SFT -> keys.put("stage", "sft");
            case DPO -> preference(keys, "sigmoid");
            case ORPO -> preference(keys, "orpo");
            case KTO -> {
                keys.put("stage", "kto");
                keys.put("pref_beta", YamlFile.number(0.1));
            }
            case REWARD -> keys.put("stage", "rm");
            default -> throw Trainers.unsaid(Format.LLAMA_FACTORY, run);
        }
    }

    private static void preference(Map<String, Object> keys, String loss) {
        keys.put("stage", "dpo");
        keys.put("pref_loss", loss);
        keys.put("pref_beta", YamlFile.number(0.1));
    }

    /**
     * The template that lays messages out.
     *
     * @throws NotExportableException for a chat model whose own LLaMA-Factory has not
     */
    static String template(TrainingRun run) {
        return run.family().template().orElseGet(() -> {
            if (run.family().chat()) {
                throw new NotExportableException("LLaMA-Factory has no chat template for " + run.model()
                        + ", so it would format your samples for another family. Maybe take TRL or Axolotl, which"
                        + " use the template that comes with the model.");
            }
            return "default";
        });
    }

    static String datasetInfo(TrainingRun run) {
        int slash = run.dataset().lastIndexOf('/');
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(
                run.dataFolder().isPresent() ? "file_name" : "hf_hub_url",
                run.dataFolder().isPresent() ? run.dataset().substring(slash + 1) : run.dataset());
        keys.put("formatting", "sharegpt");
        Objective objective = run.objective();
        Map<String, Object> columns = new LinkedHashMap<>(Map.of("messages", "messages"));
        if (objective == Objective.KTO) {
            columns.put("kto_tag", "label");
        } else if (!run.supervised()) {
            keys.put("ranking", true);
            columns.put("chosen", "chosen");
            columns.put("rejected", "rejected");
        }
        if (run.aim().imagesPerSample() > 0) {
            columns.put("images", "images");
        }
        keys.put("columns", columns);
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("role_tag", "role");
        tags.put("content_tag", "content");
        tags.put("user_tag", "user");
        tags.put("assistant_tag", "assistant");
        tags.put("system_tag", "system");
        keys.put("tags", tags);
        return AnswerJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of(DATASET, keys)) + "\n";
    }
}
