package tunewise.export;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.estimate.Range;
import tunewise.text.Figures;

/** What somebody who opens the archive has to know and to do. */
final class Readme {
    private final Recommendation answer;
    private final TrainingRun run;
    private final Collection<String> files;
    private final Map<Format, String> refused;

    /** refused are the launchers that cannot rent this machine, each with its reason. */
    Readme(Recommendation answer, TrainingRun run, Collection<String> files, Map<Format, String> refused) {
        this.answer = answer;
        this.run = run;
        this.files = files;
        this.refused = refused;
    }

    String text() {
        return "# " + run.summary() + "\n\n" + what() + expect() + inside() + steps() + compare() + know();
    }

    private String what() {
        String adapters = run.adapted()
                .map(its -> "Adapters of rank " + its.rank() + " are trained on all linear layers"
                        + (run.quantised() ? ", over a base in 4 bits" : "")
                        + "; the weights themselves stay as they are.")
                .orElse("All weights are trained.");
        return adapters + " One step takes " + run.effectiveBatch() + " samples of up to "
                + Figures.grouped(run.sequenceLength()) + " tokens (" + batch() + "), "
                + Figures.grouped(run.learning().steps()) + " steps in all, at a learning rate of "
                + YamlFile.number(run.learning().rate()).toPlainString() + ".\n\nIt was worked out on "
                + answer.createdAt().toString().substring(0, 10) + prices() + ".\n\n";
    }

    /** An answer of earlier versions knows only the day that it asked for. */
    private String prices() {
        LocalDate priceOf = Objects.requireNonNull(answer.setup()).priceOf();
        return priceOf == null
                ? " with the prices of " + answer.question().asOf()
                : " with a price that was looked up on " + priceOf;
    }

    private String batch() {
        int gpus = run.machine().gpuCount();
        int micro = Trainers.own(run) == Format.LLAMA_FACTORY ? LlamaFactory.microBatch(run) : run.microBatch();
        int times = run.microBatch() * run.gradientAccumulation() / micro;
        return micro + (gpus == 1 ? "" : " on each of " + gpus + " GPUs") + (times == 1 ? "" : ", " + times + " times");
    }

    private String expect() {
        Estimate estimate = Objects.requireNonNull(answer.estimate());
        Estimate.Memory memory = estimate.memory();
        Budget budget = run.budget();
        return "## What to expect\n\n| | expected | at most |\n| --- | --- | --- |\n| memory of one GPU, of "
                + Figures.plain(memory.usableGib(), 1) + " GiB | " + Figures.plain(memory.totalGib(), 1) + " GiB | "
                + Figures.plain(memory.highGib(), 1) + " GiB |\n| speed | "
                + tokens(estimate.tokensPerSecond().central()) + " | at least "
                + tokens(estimate.tokensPerSecond().low()) + " |\n| training | " + hours(estimate.hours()) + " |\n| "
                + "from start to shutdown | " + time(budget.hours()) + " | "
                + time(budget.mostHours()) + " |\n| cost | " + TrainingRun.dollars(budget.usd()) + " | "
                + TrainingRun.dollars(budget.mostUsd()) + " |\n\n";
    }

    private static String tokens(double perSecond) {
        return Figures.grouped(perSecond, 0) + " tokens/s";
    }

    private static String hours(Range hours) {
        return time(hours.central()) + " | " + time(hours.high());
    }

    /** In minutes where tenths of an hour would say little. */
    private static String time(double hours) {
        return hours < 2 ? Math.round(hours * 60) + " min" : Figures.plain(hours, 1) + " h";
    }

    private String inside() {
        Map<String, String> says = new LinkedHashMap<>();
        says.put(Trainers.own(run).fileName(), "what " + Trainers.own(run).title() + " is told");
        says.put(Format.TRL_SCRIPT.fileName(), "starts TRL, and goes on from the newest checkpoint");
        says.put(
                Format.EMBEDDING_SCRIPT.fileName(),
                "starts Sentence Transformers, and goes on from the newest checkpoint");
        says.put(Format.CLASSIFIER_SCRIPT.fileName(), "starts the training, and goes on from the newest checkpoint");
        says.put(Format.ACCELERATE.fileName(), "how the GPUs share the work");
        says.put("data/" + Format.DATASET_INFO.fileName(), "where LLaMA-Factory finds your samples");
        says.put(
                Format.SHELL.fileName(),
                run.machine().owned()
                        ? "installs and trains on your machine"
                        : "installs and trains on a machine that you rented");
        says.put(Format.SLURM.fileName(), "the same as a Slurm job");
        says.put(Format.SKYPILOT.fileName(), "rents the machine and trains, by SkyPilot");
        says.put(Format.DSTACK.fileName(), "the same by dstack");
        says.put("recommendation.json", "the whole answer, with every reason and figure");
        String list = says.entrySet().stream()
                .filter(file -> files.contains(file.getKey()))
                .map(file -> "- `" + file.getKey() + "`: " + file.getValue() + "\n")
                .collect(Collectors.joining());
        String left = refused.values().stream().map(why -> "- " + why + "\n").collect(Collectors.joining());
        return "## What is here\n\n" + list + (left.isEmpty() ? "" : "\nNot here:\n\n" + left) + "\n";
    }

    private String steps() {
        String data = run.dataset();
        return """
                ## What to do

                1. Put your samples into `%s`, one JSON object a line: `%s`. %s
                2. %s
                3. Start it, in one of these ways:
                %s4. Watch the first ten minutes: if memory runs out, it runs out then. Then halve the micro batch and double the accumulation, which changes nothing else.
                5. Fetch `outputs/`%s.

                """
                .formatted(
                        data,
                        Samples.line(run),
                        run.supervised() ? baseModels() : Samples.note(run),
                        weights(),
                        starts(),
                        run.machine().owned() ? "" : " and make sure that the machine is shut down");
    }

    private String weights() {
        return run.ofFolder()
                ? "Copy the weights, their config.json and the tokenizer to `" + run.model()
                        + "` on the machine that trains."
                : "Accept the licence of [" + run.model() + "](https://huggingface.co/" + run.model()
                        + ") if its page asks you to, and make a token with read access: `export HF_TOKEN=...`.";
    }

    /** What becomes of messages, and what takes their place where the model has no template for them. */
    private String baseModels() {
        boolean chat = run.family().chat();
        return switch (Trainers.own(run)) {
            case AXOLOTL ->
                chat
                        ? "The model's own chat template formats them, and the end of each turn is trained."
                        : "This base model has no chat template, so a plain one is set whose turns end with its "
                                + "end token.";
            case LLAMA_FACTORY ->
                "The template `" + LlamaFactory.template(run) + "` formats them; the prompt is not trained.";
            case UNSLOTH -> "Samples of the form `{\"prompt\": \"...\", \"completion\": \"...\"}` work too.";
            default -> trlData(chat);
        };
    }

    private String trlData(boolean chat) {
        if (!chat) {
            return "This base model has no chat template, so its samples are plain text.";
        }
        return run.family().assistantOnlyLoss() && run.aim().imagesPerSample() == 0
                ? "Only the assistant's words and the end of its turns are trained."
                : "In this form the prompt is trained too. To train only the answer, write `{\"prompt\": [{\"role\":"
                        + " \"user\", \"content\": \"...\"}], \"completion\": [{\"role\": \"assistant\", \"content\":"
                        + " \"...\"}]}`.";
    }

    private String starts() {
        StringBuilder ways = new StringBuilder();
        if (files.contains(Format.SHELL.fileName())) {
            ways.append("   - by hand: "
                    + (run.machine().owned()
                            ? "copy this folder to your machine"
                            : "rent the machine that the first lines of `train.sh` name, copy this folder there")
                    + ", and `bash train.sh`\n");
        }
        if (files.contains(Format.SLURM.fileName())) {
            ways.append("   - on a cluster with Slurm, from this folder: `sbatch " + Format.SLURM.fileName() + "`\n");
        }
        if (files.contains(Format.SKYPILOT.fileName())) {
            ways.append("   - by SkyPilot, from this folder: `" + SkyPilot.command(run) + "`\n");
        }
        if (files.contains(Format.DSTACK.fileName())) {
            ways.append("   - by dstack, from this folder: `dstack apply -f " + Format.DSTACK.fileName() + "`\n");
        }
        return ways.toString();
    }

    private String compare() {
        Estimate estimate = Objects.requireNonNull(answer.estimate());
        return """
                ## How to compare it with your run

                - Memory: `nvidia-smi` on the machine shows MiB; divided by 1,024 they are the GiB above. Look once some steps have passed.
                - Speed: samples a second of the trainer's log, times %s tokens a sample when samples are packed, against %s.
                - Time and cost: from start to shutdown, against %s h and %s.

                Much slower than the low end mostly means short samples that were not packed, or a card that shares its machine.

                """
                .formatted(
                        Figures.grouped(run.sequenceLength()),
                        tokens(estimate.tokensPerSecond().central()),
                        Figures.plain(run.budget().hours(), 1),
                        TrainingRun.dollars(run.budget().usd()));
    }

    private String know() {
        List<Recommendation.CaveatText> caveats = answer.caveats();
        return caveats.isEmpty()
                ? ""
                : "## Know before you pay\n\n"
                        + caveats.stream()
                                .map(caveat -> "- " + caveat.text() + "\n")
                                .collect(Collectors.joining());
    }
}
