package tunewise.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Training;

/** What launchers and the archive have to know of the trainers: which to use and how to start it. */
final class Trainers {
    static final String OUTPUT = "./outputs/run";

    /** Stacks around the Trainer of transformers, which take the same memory and time where no logits are computed. */
    private static final Set<String> BUILT_ALIKE = Set.of("trl", "hf-trainer");

    private Trainers() {}

    /**
     * The trainer that memory and speed were estimated for.
     *
     * @throws NotExportableException when no configuration can be written for it
     */
    static Format own(TrainingRun run) {
        if (run.stack().equals("unsloth") && run.sharding().dividesWeights()) {
            throw new NotExportableException(
                    "Unsloth does not divide a model over GPUs, and this set-up does. Maybe ask"
                            + " again for one GPU, or with TRL as the trainer.");
        }
        switch (run.objective()) {
            case EMBEDDING -> {
                return Format.SENTENCE_TRANSFORMERS;
            }
            case CLASSIFICATION -> {
                return Format.TRANSFORMERS;
            }
            case SFT, DPO, ORPO, KTO, REWARD, GRPO, DISTILLATION -> {}
        }
        return switch (run.stack()) {
            case "trl" -> Format.TRL;
            case "axolotl" -> Format.AXOLOTL;
            case "llama-factory" -> Format.LLAMA_FACTORY;
            case "unsloth" -> Format.UNSLOTH;
            case "hf-trainer" ->
                throw new NotExportableException("For " + run.objective().label()
                        + " TRL does what the Trainer of transformers would, and our files are for TRL. Maybe ask again"
                        + " with TRL as the trainer.");
            default ->
                throw new NotExportableException("There is no export for " + title(run)
                        + ", which nobody maintains any more. Maybe ask again for TRL, Axolotl or LLaMA-Factory.");
        };
    }

    /**
     * Refuses what a trainer does not train towards, by the method, with the images or the family that this is about.
     * Releases from before trainings.csv refuse nothing here.
     *
     * @throws NotExportableException with what does it instead
     */
    static void refuseAim(TrainingRun run, Format format, Catalog catalog) {
        boolean images = run.aim().imagesPerSample() > 0;
        Format trainer = trainer(format);
        Optional<Training> known = catalog.trainers().training(trainer.id(), run.objective());
        boolean told = !catalog.trainers().trainings().isEmpty();
        if (told && known.isEmpty() && trainer.kind() == Format.Kind.TRAINER) {
            throw unsaid(trainer, run);
        }
        known.flatMap(training ->
                        training.refuses(run.method(), images, run.family().modelType()))
                .ifPresent(why -> {
                    throw new NotExportableException(why);
                });
    }

    /** Where a file of ours has no words for an objective, whatever the catalog says of the trainer. */
    static NotExportableException unsaid(Format trainer, TrainingRun run) {
        return new NotExportableException("We have no file that tells " + trainer.title() + " to train "
                + run.objective().label() + ". Maybe take TRL.");
    }

    /** The trainer that a format is for, which a script and a list of data sets have in common with its configuration. */
    private static Format trainer(Format format) {
        return switch (format) {
            case TRL_SCRIPT -> Format.TRL;
            case EMBEDDING_SCRIPT -> Format.SENTENCE_TRANSFORMERS;
            case CLASSIFIER_SCRIPT -> Format.TRANSFORMERS;
            default -> format;
        };
    }

    /**
     * Refuses what a tool has no switch for.
     *
     * @throws NotExportableException with what does it instead
     */
    static void refuseLevers(TrainingRun run, Format format) {
        boolean noOffload = format.kind() == Format.Kind.TRAINER && format != Format.TRL && format != Format.AXOLOTL;
        if (run.offload() != null && noOffload) {
            throw new NotExportableException("This set-up keeps a part in the host's memory, and " + format.title()
                    + " has no switch for that. Maybe take TRL or Axolotl.");
        }
        refuseDividedSamples(run, format);
        if (format == Format.TRL
                && run.activationsOffloaded()
                && !TrlObjective.of(run).offloadsActivations()) {
            throw new NotExportableException("TRL has no switch that keeps activations in the host's memory for "
                    + run.objective().label() + ". Maybe ask again: newer answers do without.");
        }
        boolean oneMachine = format.kind() == Format.Kind.LAUNCH && format != Format.SLURM;
        if (run.machine().nodes() > 1 && (oneMachine || format == Format.UNSLOTH)) {
            throw new NotExportableException(
                    "This set-up takes " + run.machine().nodes()
                            + " machines that work together, and this file starts one. Maybe take the Slurm file, or start"
                            + " accelerate on each machine with its rank and the address of the first.");
        }
        if (format == Format.SLURM && !run.machine().owned() && run.machine().nodes() == 1) {
            throw new NotExportableException("One rented machine has no Slurm. Maybe take the shell script.");
        }
        if (run.machine().owned() && (format == Format.SKYPILOT || format == Format.DSTACK)) {
            throw new NotExportableException(
                    "This set-up runs on a machine of your own, and this file rents one. Maybe take the shell script"
                            + " or the Slurm file.");
        }
    }

    private static void refuseDividedSamples(TrainingRun run, Format format) {
        boolean other = format.kind() == Format.Kind.TRAINER && format != Format.TRL;
        if (!run.sharding().dividesSamples() || !other) {
            return;
        }
        String why = format == Format.AXOLOTL
                ? "Axolotl does that with ring-flash-attn, whose FlashAttention has no ready-made package for its torch."
                : format.title() + " has no switch for that.";
        throw new NotExportableException(
                "In this set-up all GPUs share each sample. " + why + " Maybe take TRL with accelerate.");
    }

    /** What a configuration says of trainers it was not estimated for. */
    static List<String> notes(TrainingRun run, Format trainer) {
        boolean alike = trainer == Format.SENTENCE_TRANSFORMERS || trainer == Format.TRANSFORMERS;
        return run.stack().equals(trainer.id()) || (alike && BUILT_ALIKE.contains(run.stack()))
                ? List.of()
                : List.of("Memory and time were estimated for " + title(run) + "; here they may differ.");
    }

    /** The trainer of the estimate, as people know it. */
    static String title(TrainingRun run) {
        return Stream.of(Format.values())
                .filter(format -> format.id().equals(run.stack()))
                .map(Format::title)
                .findFirst()
                .orElse(run.stack());
    }

    /** Files that training starts with, in the folder it starts in. */
    static List<Format> files(TrainingRun run) {
        Format trainer = own(run);
        List<Format> files = new ArrayList<>(List.of(trainer));
        switch (trainer) {
            case TRL -> files.add(Format.TRL_SCRIPT);
            case SENTENCE_TRANSFORMERS -> files.add(Format.EMBEDDING_SCRIPT);
            case TRANSFORMERS -> files.add(Format.CLASSIFIER_SCRIPT);
            default -> {}
        }
        boolean ourScript = files.size() > 1;
        boolean byAccelerate = (ourScript && run.machine().gpuCount() > 1)
                || (trainer == Format.LLAMA_FACTORY && run.sharding().fsdp());
        if (byAccelerate) {
            files.add(Format.ACCELERATE);
        }
        return files;
    }

    /** What starts the training, in words of a shell. */
    static String command(TrainingRun run) {
        Format trainer = own(run);
        return switch (trainer) {
            case AXOLOTL -> "axolotl train " + trainer.fileName();
            case LLAMA_FACTORY -> String.join(" ", LlamaFactory.command(run));
            case UNSLOTH -> UnslothScript.command(run);
            case SENTENCE_TRANSFORMERS -> SentenceTransformers.command(run);
            case TRANSFORMERS -> Classifier.command(run);
            default -> TrlScript.command(run);
        };
    }

    /** The same, ended when the planned hours and the reserve are over. */
    static String limitedCommand(TrainingRun run) {
        return limitedCommand(run, run.budget().mostMinutes() + "m");
    }

    /** The same, ended after a time in words of timeout. */
    static String limitedCommand(TrainingRun run, String most) {
        return "timeout --signal=INT " + most + " " + command(run);
    }
}
