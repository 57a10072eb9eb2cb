package tunewise.export;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** The same and those of attention with narrow copies. */
    private static final Set<String> ATTENTION_NAMES =
            Set.of("q_proj", "k_proj", "v_proj", "o_proj", "q_a_proj", "q_b_proj", "kv_a_proj_with_mqa", "kv_b_proj");

    private static final List<String> LINEAR_ATTENTION =
            List.of("in_proj_qkv", "in_proj_z", "in_proj_b", "in_proj_a", "out_proj");

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
        List<String> modules = attentionOnly(run) ? attentionByName(run) : modules(run);
        if (modules.isEmpty()) {
            keys.put("lora_target_linear", true);
        } else {
            keys.put("lora_target_modules", modules.size() == 1 ? modules.get(0) : modules);
        }
        parameters(keys, run);
    }

    /**
     * For LLaMA-Factory, which adapts modules only: where experts are parameters, what else there is. Its word for all
     * layers takes in a head, a router or a gate that is one.
     */
    static String llamaFactory(TrainingRun run) {
        if (attentionOnly(run)) {
            return String.join(",", USUAL_ATTENTION);
        }
        List<String> modules = run.family().adapterModules();
        boolean pattern = modules.size() == 1 && modules.get(0).contains("*");
        if (modules.isEmpty() || (pattern && !run.family().namesExperts())) {
            return "all";
        }
        Set<String> named = new LinkedHashSet<>(pattern ? within(modules.get(0)) : modules);
        if (run.family().namesExperts()) {
            named.addAll(USUAL_MLP);
        }
        return String.join(",", named);
    }

    /** The last names of the layers that a pattern takes in, for it leaves the vision tower out by itself. */
    private static List<String> within(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return Stream.of(USUAL_ATTENTION, LINEAR_ATTENTION)
                .flatMap(List::stream)
                .filter(name -> Stream.of("self_attn", "linear_attn")
                        .anyMatch(part -> wanted.matcher("model.language_model.layers.0." + part + "." + name)
                                .matches()))
                .toList();
    }

    /** The PEFT of Axolotl takes a pattern for a mixture of experts letter by letter, so these are named. */
    private static List<String> attentionByName(TrainingRun run) {
        List<String> named = run.family().adapterModules().stream()
                .filter(ATTENTION_NAMES::contains)
                .toList();
        return run.family().namesExperts() && !named.isEmpty() ? named : modules(run);
    }

    /** The attention of an image model's tower stays as it is. */
    private static List<String> modules(TrainingRun run) {
        List<String> modules = run.family().adapterModules();
        if (!attentionOnly(run)) {
            return modules;
        }
        boolean pattern = modules.size() == 1
                && modules.get(0).startsWith(".*")
                && modules.get(0).contains("\\.");
        return List.of((pattern ? modules.get(0).substring(0, modules.get(0).indexOf("\\.")) : "") + ATTENTION);
    }

    private static void parameters(Map<String, Object> keys, TrainingRun run) {
        if (!attentionOnly(run) && !run.family().expertParameters().isEmpty()) {
            keys.put("lora_target_parameters", run.family().expertParameters());
        }
    }
}
