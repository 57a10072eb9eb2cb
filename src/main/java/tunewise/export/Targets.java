package tunewise.export;

import java.util.List;
import java.util.Map;

/**
 * Which layers take adapters, said so that the file means what the answer counts whatever PEFT's version: by name where
 * "all linear layers" would leave out experts or take in a vision tower.
 */
final class Targets {
    private Targets() {}

    /** Adapters on parameters allow no dropout. */
    static double dropout(TrainingRun run, TrainingRun.Adapters adapters) {
        return run.family().expertParameters().isEmpty() ? adapters.dropout() : 0;
    }

    /** For trainers that hand names on to PEFT as TRL does. */
    static void peft(Map<String, Object> keys, TrainingRun run) {
        List<String> modules = run.family().adapterModules();
        if (modules.isEmpty()) {
            keys.put("lora_target_modules", "all-linear");
        } else {
            keys.put("lora_target_modules", modules.size() == 1 ? modules.get(0) : modules);
        }
        parameters(keys, run);
    }

    /** For Axolotl, which finds all linear layers by a key of its own. */
    static void axolotl(Map<String, Object> keys, TrainingRun run) {
        List<String> modules = run.family().adapterModules();
        if (modules.isEmpty()) {
            keys.put("lora_target_linear", true);
        } else {
            keys.put("lora_target_modules", modules.size() == 1 ? modules.get(0) : modules);
        }
        parameters(keys, run);
    }

    private static void parameters(Map<String, Object> keys, TrainingRun run) {
        if (!run.family().expertParameters().isEmpty()) {
            keys.put("lora_target_parameters", run.family().expertParameters());
        }
    }
}
