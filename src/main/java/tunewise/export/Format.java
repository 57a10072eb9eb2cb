package tunewise.export;

import java.util.List;
import java.util.stream.Stream;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;

/** What a recommendation can be taken away as. */
public enum Format implements Choice {
    TRL(Kind.TRAINER, "TRL", "trl.yaml", "application/yaml"),
    TRL_SCRIPT(Kind.BESIDE, "TRL's start script", "train_trl.py", "text/x-python"),
    AXOLOTL(Kind.TRAINER, "Axolotl", "axolotl.yml", "application/yaml"),
    LLAMA_FACTORY(Kind.TRAINER, "LLaMA-Factory", "llama-factory.yaml", "application/yaml"),
    UNSLOTH(Kind.TRAINER, "Unsloth", "train_unsloth.py", "text/x-python"),
    SENTENCE_TRANSFORMERS(Kind.TRAINER, "Sentence Transformers", "sentence-transformers.yaml", "application/yaml"),
    EMBEDDING_SCRIPT(Kind.BESIDE, "Sentence Transformers' start script", "train_embedding.py", "text/x-python"),
    TRANSFORMERS(Kind.TRAINER, "Transformers", "transformers.yaml", "application/yaml"),
    CLASSIFIER_SCRIPT(Kind.BESIDE, "Transformers' start script", "train_classifier.py", "text/x-python"),
    DATASET_INFO(Kind.BESIDE, "LLaMA-Factory's list of data sets", "dataset_info.json", "application/json"),
    ACCELERATE(Kind.BESIDE, "Accelerate, for several GPUs", "accelerate.yaml", "application/yaml"),
    DEEPSPEED(Kind.BESIDE, "Accelerate with DeepSpeed", "accelerate-deepspeed.yaml", "application/yaml"),
    SKYPILOT(Kind.LAUNCH, "SkyPilot", "skypilot.yaml", "application/yaml"),
    DSTACK(Kind.LAUNCH, "dstack", "train.dstack.yml", "application/yaml"),
    SHELL(Kind.LAUNCH, "a shell script", "train.sh", "application/x-sh"),
    SLURM(Kind.LAUNCH, "Slurm", "train.sbatch", "application/x-sh"),
    BUNDLE(Kind.WHOLE, "everything in one archive", "tunewise.zip", "application/zip");

    /** What a format is for. */
    public enum Kind {
        /** Tells a trainer what to do. */
        TRAINER,
        /** Goes with a trainer's configuration. */
        BESIDE,
        /** Rents a machine and starts the training on it. */
        LAUNCH,
        /** All of them. */
        WHOLE
    }

    private final Kind kind;
    private final String title;
    private final String fileName;
    private final String mediaType;

    Format(Kind kind, String title, String fileName, String mediaType) {
        this.kind = kind;
        this.title = title;
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    public Kind kind() {
        return kind;
    }

    /** What people know it by. */
    public String title() {
        return title;
    }

    public String fileName() {
        return fileName;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The format of an id.
     *
     * @throws UnknownFormatException when there is none
     */
    public static Format of(String id) {
        return Stream.of(values())
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownFormatException(unknown(id)));
    }

    private static String unknown(String id) {
        List<String> ids = Stream.of(values()).map(Format::id).toList();
        return "There is no export '" + id + "', only " + String.join(", ", ids) + ". "
                + SpellingSuggestion.nearest(id, ids)
                        .map(near -> "Maybe you mean '" + near + "'.")
                        .orElse("Maybe you mean 'bundle', which has all that fit.");
    }

    @Override
    public String id() {
        return Choice.idOf(name());
    }
}
