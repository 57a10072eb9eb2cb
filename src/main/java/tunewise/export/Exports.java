package tunewise.export;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tunewise.advice.Estimates;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.PublishedWeights;
import tunewise.catalog.TrainerFacts;
import tunewise.export.Format.Kind;
import tunewise.training.Sharding;

/** Recommendations as files to take away. */
public final class Exports {
    private final Catalog catalog;

    /** catalog says what GPUs are called where, and how much reserve is usual. */
    public Exports(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A recommendation in a format; the same bytes for the same recommendation and catalog.
     *
     * @throws NotExportableException when it cannot be exported, or not in this format
     */
    public ExportFile file(Recommendation answer, Format format) {
        return file(answer, TrainingRun.of(answer, catalog), format);
    }

    private ExportFile file(Recommendation answer, TrainingRun run, Format format) {
        return switch (format) {
            case BUNDLE -> new Bundle(answer, run, this).file();
            case DEEPSPEED -> text(format, deepSpeed(answer, run));
            default -> text(format, text(run, format));
        };
    }

    /** The id of the weights that a recommendation trains. */
    public String weights(Recommendation answer) {
        return Weights.of(answer, catalog);
    }

    /** The other weights that the model's name may mean, base or instruct; empty where the name says which. */
    public Optional<String> otherWeights(Recommendation answer) {
        return Weights.other(weights(answer), answer, catalog).map(PublishedWeights::id);
    }

    /** What is known beforehand of a recommendation's file: rehearsed, parsed only, or not tried. */
    public String rehearsed(Recommendation answer, Format format) {
        return rehearsed(TrainingRun.of(answer, catalog), format);
    }

    private String rehearsed(TrainingRun run, Format format) {
        return Rehearsals.said(Rehearsals.of(run, format, catalog), format);
    }

    /** Why a recommendation cannot be exported in a format; empty where it can. */
    public Optional<String> refusal(Recommendation answer, Format format) {
        return available(answer, List.of(format)).get(0).refusal();
    }

    /** A format; why it cannot be had, or nothing; and what is known beforehand of what runs. */
    public record Way(Format format, Optional<String> refusal, String rehearsed) {
        public boolean open() {
            return refusal.isEmpty();
        }
    }

    /** Some formats of a recommendation, in the same order. */
    public List<Way> available(Recommendation answer, List<Format> formats) {
        try {
            TrainingRun run = TrainingRun.of(answer, catalog);
            return formats.stream().map(format -> way(answer, run, format)).toList();
        } catch (NotExportableException e) {
            Optional<String> never = Optional.ofNullable(e.getMessage());
            return formats.stream().map(format -> new Way(format, never, "")).toList();
        }
    }

    private Way way(Recommendation answer, TrainingRun run, Format format) {
        try {
            if (format == Format.BUNDLE) {
                new Bundle(answer, run, this).training();
            } else {
                file(answer, run, format);
            }
        } catch (NotExportableException e) {
            return new Way(format, Optional.ofNullable(e.getMessage()), "");
        }
        boolean runs = format.kind() == Kind.TRAINER || format.kind() == Kind.LAUNCH;
        return new Way(format, Optional.empty(), runs ? rehearsed(run, format) : "");
    }

    private static ExportFile text(Format format, String text) {
        return ExportFile.text(format.fileName(), format.mediaType(), text);
    }

    private String deepSpeed(Recommendation answer, TrainingRun run) {
        DeepSpeed.refuse(run);
        double usableGib = Objects.requireNonNull(answer.estimate()).memory().usableGib();
        return DeepSpeed.file(run, Estimates.shared(catalog, answer, Sharding.ZERO3), usableGib);
    }

    /** Of a format that takes nothing but the training. */
    String text(TrainingRun run, Format format) {
        TrainerFacts known = catalog.trainers();
        if (known.requirements().isEmpty()
                || (run.readsOnly() && known.trainings().isEmpty())) {
            throw new NotExportableException(
                    "The active release is of an earlier version and does not say what trainers"
                            + " install. Maybe publish the rules that came with this version: rules publish.");
        }
        if (!known.installs(run.tools(), run.machine().host())) {
            throw new NotExportableException(Trainers.title(run)
                    + " has no ready-made packages for the ARM processor beside "
                    + run.machine().gpuName() + ". Maybe ask again with TRL as the trainer, or for another GPU.");
        }
        Rehearsals.refuse(run, format, catalog);
        Trainers.refuseAim(run, format, catalog);
        Trainers.refuseLevers(run, format);
        return switch (format) {
            case TRL -> Trl.file(run);
            case TRL_SCRIPT -> TrlScript.file(run);
            case AXOLOTL -> Axolotl.file(run);
            case LLAMA_FACTORY -> LlamaFactory.file(run);
            case UNSLOTH -> UnslothScript.file(run);
            case SENTENCE_TRANSFORMERS -> SentenceTransformers.file(run);
            case EMBEDDING_SCRIPT -> SentenceTransformers.script(run);
            case TRANSFORMERS -> Classifier.file(run);
            case CLASSIFIER_SCRIPT -> Classifier.script(run);
            case DATASET_INFO -> LlamaFactory.datasetInfo(run);
            case ACCELERATE -> Accelerate.file(run);
            case SKYPILOT -> SkyPilot.file(run, catalog);
            case DSTACK -> Dstack.file(run, catalog);
            case SHELL -> ShellScript.file(run, catalog);
            case SLURM -> Slurm.file(run, catalog);
            case DEEPSPEED, BUNDLE -> throw new IllegalArgumentException(format + " takes more than the training");
        };
    }
}
