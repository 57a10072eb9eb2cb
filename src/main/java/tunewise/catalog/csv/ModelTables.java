package tunewise.catalog.csv;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tunewise.catalog.Architecture;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.catalog.ParameterCount;

/** Reads the models, the other names they go by, and the names that no model has. */
final class ModelTables {
    private static final Pattern MODEL_ID = Pattern.compile("[\\w.-]+/[\\w.-]+");

    private final Tables tables;
    private final Map<String, String> modelOfName = new HashMap<>();

    ModelTables(Tables tables) {
        this.tables = tables;
    }

    /** To be read before aliases and near names, which must not repeat a model's own names. */
    List<Model> models() {
        return tables.get(CatalogFile.MODELS).map(row -> {
            Model model = model(row);
            if (row.sound()) {
                ModelNames.ownNames(model).forEach(name -> claim(row, "name '" + model.name() + "'", name, model.id()));
            }
            return model;
        });
    }

    Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        tables.get(CatalogFile.MODEL_ALIASES).map(row -> {
            String alias = row.text("alias");
            String model = row.reference("model", tables.get(CatalogFile.MODELS));
            row.sources(tables.get(CatalogFile.SOURCES));
            claim(row, "alias '" + alias + "'", ModelNames.normalised(alias), model);
            return aliases.put(alias, model);
        });
        return aliases;
    }

    List<Catalog.NearName> nearNames() {
        return tables.get(CatalogFile.NEAR_NAMES).map(row -> {
            String name = row.text("name");
            row.sources(tables.get(CatalogFile.SOURCES));
            claim(row, "name '" + name + "'", ModelNames.normalised(name), "");
            return new Catalog.NearName(
                    name, row.references("suggestions", tables.get(CatalogFile.MODELS)), row.text("why"));
        });
    }

    private void claim(Row row, String what, String normalised, String model) {
        String owner = normalised.isEmpty() ? null : modelOfName.putIfAbsent(normalised, model);
        if (owner != null && !owner.equals(model)) {
            row.fault(
                    what + " already stands for " + (owner.isEmpty() ? "a name that no model has" : owner) + ".",
                    "Maybe one of the two needs a size or a version; case, spaces and punctuation do not tell names apart.");
        }
    }

    private Model model(Row row) {
        Architecture shape = shape(row);
        Model model = new Model(
                row.text("id"),
                row.text("name"),
                row.text("family"),
                row.whole("parameters", 1, 1e14),
                row.whole("active_parameters", 1, 1e14),
                shape,
                row.count("context_length", 0, 1_000_000_000),
                row.note("licence"),
                row.oneOf("gated", List.of("yes", "no", "unknown")),
                row.sources(tables.get(CatalogFile.SOURCES)),
                row.note("note"));
        row.date("looked");
        if (row.sound() && !MODEL_ID.matcher(model.id()).matches()) {
            row.fault(
                    "id '" + model.id() + "' is not an id of the Hugging Face hub.",
                    "Maybe the organisation is missing, as in meta-llama/Llama-3.1-8B.");
        }
        if (row.sound()) {
            checkShape(row, shape);
        }
        if (row.sound()) {
            checkCounts(row, model, ParameterCount.of(shape));
        }
        return model;
    }

    private static void checkCounts(Row row, Model model, ParameterCount counted) {
        checkCount(row, "parameters", model.parameters(), counted.total());
        checkCount(row, "active_parameters", model.activeParameters(), counted.active());
    }

    private static void checkCount(Row row, String column, long stated, long counted) {
        if (stated != counted) {
            row.fault(
                    column + " is " + stated + ", but the shape has " + counted + ".",
                    "Maybe a column of the shape is wrong; extra_params holds what the formula does not reach.");
        }
    }

    private static Architecture shape(Row row) {
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
                row.whole("extra_params", 0, 1e12));
    }

    private static void checkShape(Row row, Architecture shape) {
        if (shape.attentionHeads() % shape.kvHeads() != 0) {
            row.fault(
                    "attention_heads " + shape.attentionHeads() + " is no multiple of kv_heads " + shape.kvHeads()
                            + ".",
                    "Maybe the two were swapped.");
        }
        if (shape.experts() > 0 != shape.moeLayers() > 0) {
            row.fault(
                    "experts is " + shape.experts() + " and moe_layers is " + shape.moeLayers()
                            + ", but a model has either both or none.",
                    "Maybe one of them was forgotten.");
        }
        atMost(row, "experts_per_token", shape.expertsPerToken(), "experts", shape.experts());
        atMost(row, "moe_layers", shape.moeLayers(), "layers", shape.layers());
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
