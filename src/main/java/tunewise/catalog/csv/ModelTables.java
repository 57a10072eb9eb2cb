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
    private final ShapeTables shapes;

    ModelTables(Tables tables) {
        this.tables = tables;
        this.shapes = new ShapeTables(tables);
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
                    what + " already means " + (owner.isEmpty() ? "a name that no model has" : owner) + ".",
                    "Maybe one of the two needs a size or a version; case, spaces and punctuation do not tell names apart.");
        }
    }

    private Model model(Row row) {
        Architecture shape = shapes.shape(row);
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
            ShapeTables.check(row, shape);
        }
        if (row.sound()) {
            checkCounts(row, model, shape);
        }
        return model;
    }

    /** Releases up to 0.2.0 counted the input embedding among the active weights, and keep their figures. */
    private static void checkCounts(Row row, Model model, Architecture shape) {
        ParameterCount counted = ParameterCount.of(shape);
        checkCount(row, "parameters", model.parameters(), counted.total());
        if (model.activeParameters() != ParameterCount.activeWithEmbedding(shape)) {
            checkCount(row, "active_parameters", model.activeParameters(), counted.active());
        }
    }

    private static void checkCount(Row row, String column, long stated, long counted) {
        if (stated != counted) {
            row.fault(
                    column + " is " + stated + ", but the shape has " + counted + ".",
                    "Maybe a column of the shape is wrong; extra_params holds what the formula does not reach.");
        }
    }
}
