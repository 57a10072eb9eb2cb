package tunewise.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tunewise.question.Sharding;

/** What launchers and the archive have to know of the trainers: which to use, how to install and how to start it. */
final class Trainers {
    static final String OUTPUT = "./outputs/run";

    private static final String FLASH_ATTENTION = "flash-attn==2.8.3";

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
        boolean byAccelerate = (trainer == Format.TRL && run.machine().gpuCount() > 1)
                || (trainer == Format.LLAMA_FACTORY && run.sharding() == Sharding.FSDP);
        if (byAccelerate) {
            files.add(Format.ACCELERATE);
        }
        return files;
    }

    /** Commands that install what is needed, every version named. */
    static List<String> install(TrainingRun run) {
        List<String> commands = new ArrayList<>();
        switch (own(run)) {
            case AXOLOTL -> commands.add("pip install --no-build-isolation 'axolotl[flash-attn]==0.18.0'");
            case LLAMA_FACTORY -> {
                commands.add("pip install 'llamafactory @ git+https://github.com/hiyouga/LLaMA-Factory@ff6d4d1'"
                        + " accelerate==1.15.0 bitsandbytes==0.48.2");
                flashAttention(run, commands);
            }
            case UNSLOTH -> commands.add("pip install unsloth==" + UnslothScript.VERSION);
            default -> {
                commands.add("pip install trl==1.13.0 transformers==5.18.0 peft==0.21.0 accelerate==1.15.0"
                        + " datasets==5.0.1 bitsandbytes==0.48.2");
                flashAttention(run, commands);
            }
        }
        if (run.optimizer().equals("adamw_torch_8bit")) {
            commands.add("pip install torchao==0.14.1");
        }
        return commands;
    }

    private static void flashAttention(TrainingRun run, List<String> commands) {
        if (run.flashAttention()) {
            commands.add("pip install --no-build-isolation " + FLASH_ATTENTION);
        }
    }

    /** What starts the training, in words of a shell. */
    static String command(TrainingRun run) {
        Format trainer = own(run);
        return switch (trainer) {
            case AXOLOTL -> "axolotl train " + trainer.fileName();
            case LLAMA_FACTORY -> String.join(" ", LlamaFactory.command(run));
            case UNSLOTH -> UnslothScript.command(run);
            default -> "trl sft --config " + trainer.fileName();
        };
    }

    /** The same, ended when the planned hours and the reserve are over. */
    static String limitedCommand(TrainingRun run) {
        return "timeout --signal=INT " + run.budget().mostMinutes() + "m " + command(run);
    }
}
