package tunewise.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How accelerate starts one process a GPU, and divides the weights where the plan does. */
final class Accelerate {
    static final String VERSIONS = "accelerate 1.15.0";

    private Accelerate() {}

    static String file(TrainingRun run) {
        if (run.machine().gpuCount() == 1) {
            throw new NotExportableException(
                    "One GPU does not need accelerate. Maybe you mean the trainer's own configuration.");
        }
        List<String> notes = run.sharding().fsdp()
                ? List.of(
                        run.fp16()
                                ? "Mixed precision is fp16 because the GPU has no bf16. Trained weights stay in "
                                        + "32 bits."
                                : "Let the trainer switch on mixed precision: under FSDP2 it turns weights into "
                                        + "32 bits.",
                        "Use it alone: FSDP and DeepSpeed exclude each other.")
                : List.of("Every GPU holds the whole model and takes its own share of the data.");
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    static Map<String, Object> settings(TrainingRun run) {
        boolean fsdp = run.sharding().fsdp();
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("compute_environment", "LOCAL_MACHINE");
        keys.put("debug", false);
        keys.put("distributed_type", fsdp ? "FSDP" : "MULTI_GPU");
        keys.put("downcast_bf16", "no");
        if (fsdp) {
            keys.put("fsdp_config", fsdp(run));
        }
        keys.put("machine_rank", 0);
        keys.put("main_training_function", "main");
        keys.put("mixed_precision", run.fp16() ? "fp16" : fsdp ? "no" : "bf16");
        keys.put("num_machines", run.machine().nodes());
        keys.put("num_processes", run.machine().gpuCount());
        if (run.sharding().dividesSamples()) {
            keys.put("parallelism_config", samplesDivided(run));
        }
        keys.put("rdzv_backend", "static");
        keys.put("same_network", true);
        keys.put("use_cpu", false);
        return keys;
    }

    /** All GPUs work on the same sample. */
    private static Map<String, Object> samplesDivided(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("parallelism_config_cp_backend", "torch");
        keys.put("parallelism_config_cp_comm_strategy", "allgather");
        keys.put("parallelism_config_cp_size", run.machine().gpuCount());
        keys.put("parallelism_config_dp_replicate_size", 1);
        keys.put("parallelism_config_dp_shard_size", 1);
        keys.put("parallelism_config_tp_size", 1);
        return keys;
    }

    private static Map<String, Object> fsdp(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("fsdp_activation_checkpointing", false);
        keys.put("fsdp_auto_wrap_policy", "TRANSFORMER_BASED_WRAP");
        keys.put("fsdp_cpu_ram_efficient_loading", true);
        keys.put("fsdp_offload_params", run.parametersOffloaded());
        keys.put("fsdp_reshard_after_forward", true);
        keys.put("fsdp_state_dict_type", "FULL_STATE_DICT");
        keys.put("fsdp_version", 2);
        return keys;
    }
}
