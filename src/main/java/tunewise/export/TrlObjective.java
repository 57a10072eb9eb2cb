package tunewise.export;

import java.util.LinkedHashMap;
import java.util.Map;
import tunewise.training.Objective;

/** What TRL calls an objective: its package, configuration and trainer, and the keys that only it has. */
enum TrlObjective {
    SFT("trl", "SFTConfig", "SFTTrainer"),
    DPO("trl", "DPOConfig", "DPOTrainer"),
    KTO("trl", "KTOConfig", "KTOTrainer"),
    REWARD("trl", "RewardConfig", "RewardTrainer"),
    GRPO("trl", "GRPOConfig", "GRPOTrainer"),
    ORPO("trl.experimental.orpo", "ORPOConfig", "ORPOTrainer"),
    /** With lmbda 0 the teacher judges the samples of the data, and nothing is generated. */
    DISTILLATION("trl.experimental.gkd", "GKDConfig", "GKDTrainer");

    private final String home;
    private final String config;
    private final String trainer;

    TrlObjective(String home, String config, String trainer) {
        this.home = home;
        this.config = config;
        this.trainer = trainer;
    }

    /** @throws NotExportableException for what TRL does not train */
    static TrlObjective of(TrainingRun run) {
        return switch (run.objective()) {
            case SFT -> SFT;
            case DPO -> DPO;
            case KTO -> KTO;
            case REWARD -> REWARD;
            case GRPO -> GRPO;
            case ORPO -> ORPO;
            case DISTILLATION -> DISTILLATION;
            case EMBEDDING, CLASSIFICATION -> throw Trainers.unsaid(Format.TRL, run);
        };
    }

    String home() {
        return home;
    }

    String config() {
        return config;
    }

    String trainer() {
        return trainer;
    }

    /** Whether its trainer loads the model by its name, quantised or not; the others are handed what to load it with. */
    boolean quantisesItself() {
        return home.equals("trl");
    }

    /** Whether it has a switch for activations in the host's memory; it stops at keys that it does not know. */
    boolean offloadsActivations() {
        return this != ORPO && this != GRPO;
    }

    /** Keys of its own, and of its data. */
    static Map<String, Object> keys(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        switch (of(run)) {
            case SFT -> {
                keys.put("max_length", run.sequenceLength());
                keys.put("packing", run.packing());
                if (run.sharding().dividesSamples()) {
                    keys.put("pad_to_multiple_of", 2 * run.machine().gpuCount());
                }
                if (run.family().assistantOnlyLoss() && run.aim().imagesPerSample() == 0) {
                    keys.put("assistant_only_loss", true);
                }
                if (!run.family().baseEnd().isEmpty()) {
                    keys.put("eos_token", run.family().endOfTurn());
                }
                run.family().pad().ifPresent(token -> keys.put("pad_token", token));
                keys.put("loss_type", "chunked_nll");
            }
            case DPO, REWARD -> {
                keys.put("max_length", run.sequenceLength());
                run.family().pad().ifPresent(token -> keys.put("pad_token", token));
            }
            case KTO, ORPO -> keys.put("max_length", run.sequenceLength());
            case GRPO -> {
                keys.put("num_generations", run.aim().generations());
                keys.put("max_completion_length", run.aim().completionLength());
                keys.put("use_vllm", true);
                keys.put("vllm_mode", "colocate");
                keys.put(
                        "vllm_gpu_memory_utilization", YamlFile.number(run.aim().rolloutShare()));
                keys.put("vllm_max_model_length", run.sequenceLength());
            }
            case DISTILLATION -> {
                keys.put("max_length", run.sequenceLength());
                keys.put("teacher_model_name_or_path", run.aim().teacher());
                keys.put("lmbda", YamlFile.number(0));
                keys.put("beta", YamlFile.number(0));
            }
        }
        if (run.objective() == Objective.REWARD && run.adapted().isPresent()) {
            keys.put("lora_task_type", "SEQ_CLS");
        }
        if (run.objective() == Objective.DPO || run.objective() == Objective.KTO) {
            keys.put("beta", YamlFile.number(0.1));
        }
        return keys;
    }
}
