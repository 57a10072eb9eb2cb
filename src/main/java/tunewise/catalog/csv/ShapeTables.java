package tunewise.catalog.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tunewise.catalog.Architecture;
import tunewise.catalog.LinearLayer;
import tunewise.catalog.VisionTower;

/** Reads the shapes of models, with the linear layers and towers that models.csv has no columns for. */
final class ShapeTables {
    private final Map<String, List<LinearLayer>> layers = new HashMap<>();
    private final Map<String, VisionTower> towers = new HashMap<>();

    ShapeTables(Tables tables) {
        Table models = tables.get(CatalogFile.MODELS);
        Table sources = tables.get(CatalogFile.SOURCES);
        tables.get(CatalogFile.MODEL_LAYERS).map(row -> {
            row.sources(sources);
            row.date("looked");
            LinearLayer layer = new LinearLayer(
                    row.choice("part", LinearLayer.Part.class),
                    row.text("name"),
                    row.count("layers", 1, 10_000),
                    row.whole("inputs", 1, 1e9),
                    row.whole("outputs", 1, 1e9));
            layers.computeIfAbsent(row.reference("model", models), model -> new ArrayList<>())
                    .add(layer);
            return layer;
        });
        tables.get(CatalogFile.VISION_TOWERS).map(row -> {
            row.sources(sources);
            row.date("looked");
            VisionTower tower = new VisionTower(
                    row.count("layers", 0, 1_000),
                    row.count("hidden_size", 0, 1_000_000),
                    row.count("intermediate_size", 0, 10_000_000),
                    row.whole("parameters", 1, 1e12),
                    row.whole("linear_weights", 0, 1e12),
                    row.whole("linear_widths", 0, 1e12),
                    row.count("patches_per_token", 1, 10_000),
                    row.count("tokens_per_image", 0, 1_000_000));
            towers.put(row.reference("model", models), tower);
            return tower;
        });
    }

    /** The shape that a row of models.csv and those of the other two files describe. */
    Architecture shape(Row row) {
        String id = row.note("id");
        return new Architecture(
                row.count("layers", 1, 1_000),
                row.count("hidden_size", 1, 1_000_000),
                row.count("intermediate_size", 0, 10_000_000),
                row.count("attention_heads", 1, 10_000),
                row.count("kv_heads", 1, 10_000),
                row.count("head_dim", 1, 10_000),
                row.count("vocab_size", 1, 10_000_000),
                row.yes("tied_embeddings"),
                "gated".equals(row.oneOf("mlp_kind", List.of("gated", "plain"))),
                row.count("experts", 0, 10_000),
                row.count("experts_per_token", 0, 10_000),
                row.count("moe_intermediate_size", 0, 10_000_000),
                row.choice("attention_bias", Architecture.Bias.class),
                row.count("q_lora_rank", 0, 100_000),
                row.count("kv_lora_rank", 0, 100_000),
                row.count("qk_rope_head_dim", 0, 10_000),
                row.count("qk_nope_head_dim", 0, 10_000),
                row.count("v_head_dim", 0, 10_000),
                row.yes("mlp_bias"),
                row.choice("qk_norm", Architecture.QkNorm.class),
                row.count("norms_per_layer", 0, 10),
                row.yes("norm_bias"),
                row.yes("lm_head_bias"),
                row.count("learned_positions", 0, 1_000_000_000),
                row.count("shared_expert_intermediate_size", 0, 10_000_000),
                row.count("moe_layers", 0, 1_000),
                row.yes("router_bias"),
                row.yes("expert_bias"),
                row.yes("shared_expert_gate"),
                row.yes("attn_sinks"),
                row.yes("attn_output_gate"),
                row.count("full_attention_layers", 0, 1_000),
                row.whole("extra_params", 0, 1e12),
                row.count("expert_input_size", 0, 1_000_000),
                row.yes("encoder"),
                row.count("sliding_window", 0, 10_000_000),
                row.count("sliding_layers", 0, 1_000),
                layers.getOrDefault(id, List.of()),
                towers.get(id));
    }

    /** What cannot be true of any shape. */
    static void check(Row row, Architecture shape) {
        if (shape.attentionHeads() % shape.kvHeads() != 0) {
            row.fault(
                    "attention_heads " + shape.attentionHeads() + " is not a multiple of kv_heads " + shape.kvHeads()
                            + ".",
                    "Maybe the two were swapped.");
        }
        if (shape.experts() > 0 != shape.moeLayers() > 0) {
            row.fault(
                    "experts is " + shape.experts() + " and moe_layers is " + shape.moeLayers()
                            + ", but a model has either both or none.",
                    "Maybe one of them was forgotten.");
        }
        VisionTower tower = shape.tower();
        long known = shape.furtherWeights() + (tower == null ? 0 : tower.parameters());
        if (known > shape.extraParams()) {
            row.fault(
                    "extra_params is " + shape.extraParams() + ", but model-layers.csv and vision-towers.csv hold "
                            + known + " of them.",
                    "Maybe they were counted without what these two files hold.");
        }
        atMost(row, "experts_per_token", shape.expertsPerToken(), "experts", shape.experts());
        atMost(row, "moe_layers", shape.moeLayers(), "layers", shape.layers());
        if (shape.slidingWindow() > 0 != shape.slidingLayers() > 0) {
            row.fault(
                    "sliding_window is " + shape.slidingWindow() + " and sliding_layers is " + shape.slidingLayers()
                            + ", but a model has either both or none.",
                    "Maybe one of them was forgotten.");
        }
        atMost(row, "sliding_layers", shape.slidingLayers(), "layers", shape.layers());
        atMost(row, "full_attention_layers", shape.fullAttentionLayers(), "layers", shape.layers());
    }

    private static void atMost(Row row, String column, int some, String otherColumn, int all) {
        if (some > all) {
            row.fault(
                    column + " " + some + " is more than " + otherColumn + " " + all + ".",
                    "Maybe the two were swapped.");
        }
    }
}
