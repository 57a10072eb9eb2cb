package tunewise.export;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which layers take adapters, said so that the file means what the answer counts whatever PEFT's version: by name where
 * "all linear layers" would leave out experts or take in a vision tower.
 */
final class Targets {
    private Targets() {}

    /** Every linear layer of the attention, whatever the model calls it, and no norm. */
    static final String ATTENTION =
            ".*(?<!linear_)(attn|attention)\\.(\\w*_proj\\w*|query_key_value|qkv|dense|c_attn|c_proj|Wqkv|wqkv|wo)";

    /** The same by the names that most models have. */
    static final List<String> USUAL_ATTENTION = List.of("q_proj", "k_proj", "v_proj", "o_proj");

    private static final List<String> USUAL_MLP = List.of("gate_proj", "up_proj", "down_proj");

    /** Adapters on parameters allow no dropout. */
    static double dropout(TrainingRun run, TrainingRun.Adapters adapters) {
        return run.family().expertParameters().isEmpty() || adapters.attentionOnly() ? adapters.dropout() : 0;
    }

    private static boolean attentionOnly(TrainingRun run) {
        return run.adapted().filter(TrainingRun.Adapters::attentionOnly).isPresent();
    }

    /** For trainers that hand names on to PEFT as TRL does. */
    static void peft(Map<String, Object> keys, TrainingRun run) {
        List<String> modules = modules(run);
        if (modules.isEmpty()) {
            keys.put("lora_target_modules", "all-linear");
        } else {
            keys.put("lora_target_modules", modules.size() == 1 ? modules.get(0) : modules);
        }
        parameters(keys, run);
    }

    /** For Axolotl, which finds all linear layers by a key of its own. */
    static void axolotl(Map<String, Object> keys, TrainingRun run) {
        List<String> modules = modules(run);
        if (modules.isEmpty()) {
            keys.put("lora_target_linear", true);
        } else {
            keys.put("lora_target_modules", modules.size() == 1 ? modules.get(0) : modules);
        }
        parameters(keys, run);
    }

    /**
     * For LLaMA-Factory, which adapts modules only: where experts are parameters, what else there is. Its word for all
     * layers takes in a head or router that is one.
     */
    static String llamaFactory(TrainingRun run) {
        if (attentionOnly(run)) {
            return String.join(",", USUAL_ATTENTION);
        }
        List<String> modules = run.family().adapterModules();
        boolean pattern = modules.size() == 1 && modules.get(0).contains("*");
        if (modules.isEmpty() || pattern) {
            return "all";
        }
        Set<String> named = new LinkedHashSet<>(modules);
        if (run.family().namesExperts()) {
            named.addAll(USUAL_MLP);
        }
        return String.join(",", named);
    }

    private static List<String> modules(TrainingRun run) {
        return attentionOnly(run) ? List.of(ATTENTION) : run.family().adapterModules();
    }

    private static void parameters(Map<String, Object> keys, TrainingRun run) {
        if (!attentionOnly(run) && !run.family().expertParameters().isEmpty()) {
            keys.put("lora_target_parameters", run.family().expertParameters());
        }
    }
}
