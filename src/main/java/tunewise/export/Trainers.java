package tunewise.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tunewise.training.Sharding;

/** What launchers and the archive have to know of the trainers: which to use and how to start it. */
final class Trainers {
    static final String OUTPUT = "./outputs/run";

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
        return switch (run.stack()) {
            case "trl" -> Format.TRL;
            case "axolotl" -> Format.AXOLOTL;
            case "llama-factory" -> Format.LLAMA_FACTORY;
            case "unsloth" -> Format.UNSLOTH;
            default ->
                throw new NotExportableException("There is no export for " + title(run)
                        + ", which nobody maintains any more. Maybe ask again for TRL, Axolotl or LLaMA-Factory.");
        };
    }

    /**
     * Refuses what a tool has no switch for.
     *
     * @throws NotExportableException with what does it instead
     */
    static void refuseLevers(TrainingRun run, Format format) {
        boolean noOffload = format == Format.LLAMA_FACTORY || format == Format.UNSLOTH;
        if (run.offload() != null && noOffload) {
            throw new NotExportableException("This set-up keeps a part in the host's memory, and " + format.title()
                    + " has no switch for that. Maybe take TRL or Axolotl.");
        }
        boolean seen = run.aim().imagesPerSample() > 0;
        if (seen && !run.supervised()) {
            throw new NotExportableException("With images in the samples these files train answers to copy, not "
                    + run.objective().label()
                    + ". Maybe ask again without images, and take TRL's own examples for them.");
        }
        if (seen && (format == Format.AXOLOTL || format == Format.UNSLOTH)) {
            throw new NotExportableException(format.title()
                    + " needs a processor and data of another shape for images, which this file does not have. Maybe take"
                    + " TRL or LLaMA-Factory.");
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

    /** What a configuration says of trainers it was not estimated for. */
    static List<String> notes(TrainingRun run, Format trainer) {
        return run.stack().equals(trainer.id())
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
        if (trainer == Format.TRL) {
            files.add(Format.TRL_SCRIPT);
        }
        boolean byAccelerate = (trainer == Format.TRL && run.machine().gpuCount() > 1)
                || (trainer == Format.LLAMA_FACTORY && run.sharding() == Sharding.FSDP);
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
