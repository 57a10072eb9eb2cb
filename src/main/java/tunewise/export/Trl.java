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
        TrainerArguments.model(keys, run);
        run.adapted().ifPresent(adapters -> keys.put("use_peft", true));
        TrainerArguments.adapters(keys, run);
        if (run.quantised()) {
            quantise(keys, run);
        }
        keys.put("dataset_name", TrainerArguments.data(run));
        keys.putAll(TrlObjective.keys(run));
        keys.put("gradient_checkpointing", run.gradientCheckpointing());
        if (run.activationsOffloaded()) {
            keys.put("activation_offloading", true);
        }
        TrainerArguments.training(keys, run);
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
