package tunewise.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.training.Objective;

/** Settings of our script for classifiers. The script starts the Trainer of transformers. */
final class Classifier {
    static final String VERSIONS = "transformers 5.18.0";

    private static final double HELD_OUT = 0.05;

    private Classifier() {}

    static String file(TrainingRun run) {
        refuse(run);
        return Scripts.configuration(
                run, Format.TRANSFORMERS, Format.CLASSIFIER_SCRIPT, VERSIONS, List.of(), settings(run));
    }

    static String script(TrainingRun run) {
        refuse(run);
        return Scripts.script(run, Format.TRANSFORMERS, Format.CLASSIFIER_SCRIPT, VERSIONS);
    }

    static String command(TrainingRun run) {
        return Scripts.command(run, Format.CLASSIFIER_SCRIPT, Format.TRANSFORMERS);
    }

    /** Samples of one length stand together, since each batch is padded to its longest. */
    static Map<String, Object> settings(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        TrainerArguments.loaded(keys, run);
        keys.put("held_out", YamlFile.number(HELD_OUT));
        keys.put("train_sampling_strategy", "group_by_length");
        keys.put("gradient_checkpointing", run.gradientCheckpointing());
        TrainerArguments.training(keys, run);
        return keys;
    }

    private static void refuse(TrainingRun run) {
        if (run.objective() != Objective.CLASSIFICATION) {
            throw Trainers.unsaid(Format.TRANSFORMERS, run);
        }
    }
}
