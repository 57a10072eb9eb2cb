package tunewise.catalog.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tunewise.catalog.Architecture;
import tunewise.catalog.Model;
import tunewise.catalog.ModelType;
import tunewise.catalog.ParameterCount;
import tunewise.text.SpellingSuggestion;

/** Reads the config.json of a model on the Hugging Face hub: its shape, and its weights counted from that. */
public final class ConfigJson {
    /** What a model that was read so names as its source. */
    public static final String SOURCE = "the pasted config.json";

    private static final List<String> INNER = List.of("text_config", "llm_config", "language_config");
    private static final String INSTEAD =
            " Maybe its size can be given instead, as in {\"name\": \"...\", \"parametersB\": 8}.";
    private static final String UNNAMED = "a pasted config.json";
    private static final double MOST_WEIGHTS = 1e14;
    private static final int LONGEST_NAME = 96;

    private ConfigJson() {}

    /**
     * The model that a config.json describes; what had to be assumed stands in its note.
     *
     * @throws IllegalArgumentException with everything that keeps its weights from being counted
     */
    public static Model read(Map<String, Object> config) {
        refuse(config);
        Map<String, Object> text = languageModel(config);
        refuse(text);
        if (text != config) {
            type(config);
        }
        ConfigKeys keys = new ConfigKeys(text);
        ModelType type = type(text);
        Architecture shape = new ConfigShape(keys, type, text != config).read(config);
        int contextLength = contextLength(keys);
        if (keys.faults().isEmpty() && tooLarge(shape)) {
            keys.fault("the shape has more than 100,000 billion weights.");
        }
        if (!keys.faults().isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", keys.faults()) + INSTEAD);
        }
        ParameterCount count = ParameterCount.of(shape);
        String name = name(config);
        return new Model(
                name,
                name,
                type.id(),
                count.total(),
                count.active(),
                shape,
                contextLength,
                "",
                "unknown",
                SOURCE,
                note(config, keys));
    }

    private static boolean tooLarge(Architecture shape) {
        double mlp = 3.0
                * shape.hiddenSize()
                * (shape.intermediateSize()
                        + shape.sharedExpertIntermediateSize()
                        + (double) shape.experts() * shape.moeIntermediateSize());
        double attention =
                4.0 * shape.hiddenSize() * shape.attentionHeads() * Math.max(shape.headDim(), shape.vHeadDim());
        return shape.layers() * (mlp + attention) + 2.0 * shape.vocabSize() * shape.hiddenSize() > MOST_WEIGHTS;
    }

    private static void refuse(Map<String, Object> config) {
        Optional<String> refusal = ConfigRefusals.refusal(config);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get() + INSTEAD);
        }
    }

    /** Models that also see or hear keep the language model in an object of its own, and the tie sometimes outside. */
    private static Map<String, Object> languageModel(Map<String, Object> config) {
        for (String key : INNER) {
            if (config.get(key) instanceof Map<?, ?> inner) {
                Map<String, Object> text = new LinkedHashMap<>();
                inner.forEach((name, value) -> text.put(String.valueOf(name), value));
                if (config.get("model_type") != null) {
                    text.putIfAbsent("model_type", config.get("model_type"));
                }
                if (config.containsKey("tie_word_embeddings")) {
                    text.put("tie_word_embeddings", config.get("tie_word_embeddings"));
                }
                if (config.containsKey("architectures")) {
                    text.put("architectures", config.get("architectures"));
                }
                return text;
            }
        }
        return config;
    }

    private static ModelType type(Map<String, Object> config) {
        Object stated = config.get("model_type");
        if (stated == null) {
            throw new IllegalArgumentException("model_type is missing. Maybe " + otherFile(config));
        }
        Optional<ModelType> type = stated instanceof String id ? ModelType.of(id) : Optional.empty();
        if (type.isEmpty()) {
            String near = stated instanceof String id
                    ? SpellingSuggestion.nearest(id, ModelType.all().keySet())
                            .map(known -> " Maybe you mean '" + known + "'.")
                            .orElse("")
                    : "";
            throw new IllegalArgumentException("model_type " + ConfigKeys.shown(stated)
                    + " is not one whose weights can be counted." + near + INSTEAD);
        }
        return type.get();
    }

    private static String otherFile(Map<String, Object> config) {
        if (config.containsKey("peft_type")) {
            return "this is the file of an adapter, and we need the config.json of its base model.";
        }
        return config.containsKey("dim")
                ? "this is Meta's params.json, and we need the config.json of the -hf repository."
                : "this is not a config.json, or only a part of one.";
    }

    private static String name(Map<String, Object> config) {
        return config.get("_name_or_path") instanceof String path && !path.isBlank()
                ? shortened(path.strip().replaceAll("\\p{C}", "\uFFFD"))
                : UNNAMED;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static int contextLength(ConfigKeys keys) {
        return keys.find(
                        1,
                        1_000_000_000,
                        "max_position_embeddings",
                        "n_positions",
                        "n_ctx",
                        "seq_length",
                        "max_seq_len",
                        "max_sequence_length",
                        "model_max_length")
                .orElse(0);
    }

    private static String note(Map<String, Object> config, ConfigKeys keys) {
        return String.join(
                " ",
                Stream.of(
                                "The weights were counted from the shape.",
                                keys.assumed().isEmpty()
                                        ? null
                                        : "Assumed, as usual for its model_type: " + String.join(", ", keys.assumed())
                                                + ".",
                                QuantizedFiles.note(config),
                                keys.find(0, 1_000, "num_nextn_predict_layers").orElse(0) > 0
                                        ? "The module that predicts further tokens is not counted, being left out of"
                                                + " training."
                                        : null)
                        .filter(sentence -> sentence != null)
                        .toList());
    }
}
