package tunewise.estimate.accuracy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Architecture;
import tunewise.catalog.ArchitectureBuilder;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.ParameterCount;
import tunewise.catalog.PublishedRun.Probe;
import tunewise.catalog.Stack;
import tunewise.estimate.Images;
import tunewise.estimate.ObjectiveSetup;
import tunewise.estimate.TrainingConfig;
import tunewise.question.Extra;
import tunewise.text.Choice;
import tunewise.training.AdapterTargets;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * Runs that somebody measured, as the CSV files of {@code fixtures/measured} tell them.
 *
 * @param publishers of sources, where they are known
 */
record MeasuredError(List<MemoryRun> memory, List<SpeedRun> speed, Map<String, String> publishers) {

    /**
     * A run whose peak memory is known.
     *
     * @param traced traced tensor by tensor rather than published
     * @param lowGib the figure in GiB; lowGib and highGib are its two readings where its unit is ambiguous
     */
    record MemoryRun(
            String id,
            boolean traced,
            Model model,
            TrainingConfig config,
            Stack stack,
            Probe probe,
            double lowGib,
            double highGib,
            String source) {
        double gib() {
            return (lowGib + highGib) / 2;
        }
    }

    /** A run whose speed is known, in tokens/s of one GPU. */
    record SpeedRun(
            String id,
            Model model,
            TrainingConfig config,
            Gpu gpu,
            Stack stack,
            double tokensPerSecondPerGpu,
            String source) {}

    static MeasuredError read(Path folder, Catalog catalog) throws IOException {
        Map<String, Model> models = new HashMap<>();
        catalog.models().forEach(model -> models.put(model.id(), model));
        rows(folder.resolve("models.csv")).forEach(row -> models.put(row.getField("id"), model(row)));
        List<MemoryRun> memory = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder.resolve("memory.csv"))) {
            memory.add(new MemoryRun(
                    row.getField("id"),
                    row.getField("kind").equals("traced"),
                    known(models.get(row.getField("model")), row, "model"),
                    config(row, choice(Optimizer.class, row, "optimizer"), yes(row, "kbit_fp32")),
                    known(catalog.stack(row.getField("stack")).orElse(null), row, "stack"),
                    choice(Probe.class, row, "probe"),
                    number(row, "gib_low"),
                    number(row, "gib_high"),
                    row.getField("source")));
        }
        List<SpeedRun> speed = new ArrayList<>();
        for (NamedCsvRecord row : rows(folder.resolve("speed.csv"))) {
            speed.add(new SpeedRun(
                    row.getField("id"),
                    known(models.get(row.getField("model")), row, "model"),
                    config(row, Optimizer.ADAMW_TORCH_FUSED, false),
                    known(catalog.gpu(row.getField("gpu")).orElse(null), row, "gpu"),
                    known(catalog.stack(row.getField("stack")).orElse(null), row, "stack"),
                    number(row, "tokens_per_second_per_gpu"),
                    row.getField("source")));
        }
        return new MeasuredError(memory, speed, publishers(folder.resolve("sources.csv")));
    }

    /** Who published a source, since several may be of one project; none are known where the file is missing. */
    private static Map<String, String> publishers(Path file) throws IOException {
        Map<String, String> publishers = new HashMap<>();
        if (Files.exists(file)) {
            rows(file)
                    .forEach(row -> publishers.put(
                            row.getField("source"), row.getField("where").split("[ ,]", 2)[0]));
        }
        return publishers;
    }

    private static TrainingConfig config(NamedCsvRecord row, Optimizer optimizer, boolean kbitFp32) {
        Set<Extra> extras = new TreeSet<>();
        Stream.of(row.getField("extras").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .forEach(word -> extras.add(choice(Extra.class, word, row)));
        ObjectiveSetup aim = row.findField("objective")
                .map(word -> ObjectiveSetup.of(choice(Objective.class, word, row)))
                .orElse(ObjectiveSetup.SFT);
        return new TrainingConfig(
                choice(Method.class, row, "method"),
                whole(row, "rank"),
                AdapterTargets.of(row.getField("targets").replace(' ', ',')),
                choice(Quantization.class, row, "quantization"),
                whole(row, "micro_batch"),
                whole(row, "sequence_length"),
                yes(row, "checkpointing"),
                TrainingConfig.attention(yes(row, "flash_attention"), extras),
                choice(Precision.class, row, "precision"),
                optimizer,
                choice(Loss.class, row, "loss"),
                kbitFp32,
                whole(row, "gpu_count"),
                choice(Sharding.class, row, "sharding"),
                extras,
                aim,
                Images.NONE);
    }

    /** A model that people measured and nobody asks for, so that the catalog does without it. */
    private static Model model(NamedCsvRecord row) {
        Architecture shape = ArchitectureBuilder.builder()
                .layers(whole(row, "layers"))
                .fullAttentionLayers(whole(row, "layers"))
                .hiddenSize(whole(row, "hidden_size"))
                .intermediateSize(whole(row, "intermediate_size"))
                .attentionHeads(whole(row, "attention_heads"))
                .kvHeads(whole(row, "kv_heads"))
                .headDim(whole(row, "head_dim"))
                .vocabSize(whole(row, "vocab_size"))
                .tiedEmbeddings(yes(row, "tied_embeddings"))
                .gatedMlp(row.getField("mlp_kind").equals("gated"))
                .attentionBias(Architecture.Bias.NONE)
                .qkNorm(choice(Architecture.QkNorm.class, row, "qk_norm"))
                .normsPerLayer(whole(row, "norms_per_layer"))
                .normBias(yes(row, "norm_bias"))
                .further(List.of())
                .build();
        long parameters = ParameterCount.of(shape).total();
        String id = row.getField("id");
        return new Model(id, id, row.getField("family"), parameters, parameters, shape, 0, "", "unknown", "", "");
    }

    private static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }

    private static <T> T known(@Nullable T thing, NamedCsvRecord row, String column) {
        if (thing == null) {
            throw fault(row, column, "is not known");
        }
        return thing;
    }

    private static boolean yes(NamedCsvRecord row, String column) {
        return row.getField(column).equals("yes");
    }

    private static int whole(NamedCsvRecord row, String column) {
        return Math.toIntExact(Math.round(number(row, column)));
    }

    private static double number(NamedCsvRecord row, String column) {
        try {
            return Double.parseDouble(row.getField(column));
        } catch (NumberFormatException e) {
            throw fault(row, column, "is not a number");
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, NamedCsvRecord row, String column) {
        return choice(type, row.getField(column), row);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String word, NamedCsvRecord row) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> (constant instanceof Choice choice ? choice.id() : word(constant)).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "line %d: '%s' is no %s.".formatted(row.getStartingLineNumber(), word, type.getSimpleName())));
    }

    private static String word(Enum<?> constant) {
        return Choice.idOf(constant.name());
    }

    private static IllegalArgumentException fault(NamedCsvRecord row, String column, String what) {
        return new IllegalArgumentException(
                "line %d: %s '%s' %s.".formatted(row.getStartingLineNumber(), column, row.getField(column), what));
    }
}
