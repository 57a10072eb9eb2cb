package tunewise.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.training.Objective;

/** Settings of our script for embedding models. The script starts Sentence Transformers. */
final class SentenceTransformers {
    static final String VERSIONS = "Sentence Transformers 6.2.0 with transformers 5.18.0";

    private SentenceTransformers() {}

    static String file(TrainingRun run) {
        refuse(run);
        String compared = "All pairs of a step are compared, " + pairs(run) + " on each GPU, and " + run.microBatch()
                + " are held in memory at once.";
        return Scripts.configuration(
                run, Format.SENTENCE_TRANSFORMERS, Format.EMBEDDING_SCRIPT, VERSIONS, List.of(compared), settings(run));
    }

    static String script(TrainingRun run) {
        refuse(run);
        return Scripts.script(run, Format.SENTENCE_TRANSFORMERS, Format.EMBEDDING_SCRIPT, VERSIONS);
    }

    static String command(TrainingRun run) {
        return Scripts.command(run, Format.EMBEDDING_SCRIPT, Format.SENTENCE_TRANSFORMERS);
    }

    /** A step compares each pair with all others of its batch, so the batch is whole and only its activations are cut. */
    static Map<String, Object> settings(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        TrainerArguments.loaded(keys, run);
        keys.put("mini_batch_size", run.microBatch());
        keys.put("batch_sampler", "no_duplicates");
        keys.put("gradient_checkpointing", run.gradientCheckpointing());
        TrainerArguments.training(keys, run);
        keys.put("per_device_train_batch_size", pairs(run));
        keys.put("gradient_accumulation_steps", 1);
        return keys;
    }

    private static int pairs(TrainingRun run) {
        return run.microBatch() * run.gradientAccumulation();
    }

    private static void refuse(TrainingRun run) {
        if (run.objective() != Objective.EMBEDDING) {
            throw Trainers.unsaid(Format.SENTENCE_TRANSFORMERS, run);
        }
        if (run.sharding().dividesWeights()) {
            throw new NotExportableException(
                    "Sentence Transformers goes on from no checkpoint of a model that is divided"
                            + " over GPUs, as this set-up does. Maybe ask again for one GPU, or for LoRA.");
        }
    }
}
