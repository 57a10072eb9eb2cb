package tunewise.catalog.config;

import tunewise.catalog.ArchitectureBuilder;

/** What encoders have beside their layers: kinds of tokens, a pooler, relative positions. */
final class EncoderLayers {
    private static final int MOST = 1_000_000;

    private final ConfigKeys keys;
    private final FurtherLayers further;
    private final ArchitectureBuilder shape;

    EncoderLayers(ConfigKeys keys, FurtherLayers further, ArchitectureBuilder shape) {
        this.keys = keys;
        this.further = further;
        this.shape = shape;
    }

    void add(String type) {
        long width = shape.hiddenSize();
        switch (type) {
            case "bert", "roberta", "xlm-roberta", "xlm-roberta-xl", "camembert" -> {
                kinds(type.equals("bert") ? 2 : 1);
                further.others(width * width + width);
            }
            case "mpnet" -> further.others(width * width + width + 32L * shape.attentionHeads());
            case "jina_embeddings_v3" -> {
                kinds(1);
                further.others(width * width + width);
            }
            case "nomic_bert" -> kinds(2);
            case "gte" -> {
                kinds(1);
                further.others(shape.layers() * width);
            }
            case "deberta-v2" -> {
                int buckets = keys.usually(256, 1, MOST, "position_buckets");
                further.others(2L * buckets * width + 2 * width);
                if (keys.flag("position_biased_input", true)) {
                    further.others(keys.usually(512, 1, MOST, "max_position_embeddings") * width);
                }
            }
            default -> {}
        }
    }

    private void kinds(int usual) {
        further.others(keys.usually(usual, 0, 1_000, "type_vocab_size") * (long) shape.hiddenSize());
    }
}
