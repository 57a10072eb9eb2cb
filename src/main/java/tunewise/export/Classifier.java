package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.training.Objective;

/** What our script for classifiers is told, which starts the Trainer of transformers. */
final class Classifier {
    static final String VERSIONS = "transformers 5.18.0";

    private static final double HELD_OUT = 0.05;

    private Classifier() {}

    static String file(TrainingRun run) {
        refuse(run);
        List<String> notes = new ArrayList<>(Trainers.notes(run, Format.TRANSFORMERS));
        notes.add("Run: " + command(run) + " (" + Format.CLASSIFIER_SCRIPT.fileName() + " lies beside it)");
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run));
    }

    static String script(TrainingRun run) {
        refuse(run);
        return Head.of(run, VERSIONS, List.of("Run: " + command(run))) + Scripts.text(Format.CLASSIFIER_SCRIPT);
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
