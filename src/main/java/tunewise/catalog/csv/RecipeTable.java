package tunewise.catalog.csv;

import java.util.List;
import tunewise.catalog.Recipe;
import tunewise.training.Method;
import tunewise.training.Objective;

/** Reads how others train with each method. */
final class RecipeTable {
    private final Tables tables;

    RecipeTable(Tables tables) {
        this.tables = tables;
    }

    List<Recipe> recipes() {
        return tables.get(CatalogFile.RECIPES).map(row -> {
            Recipe recipe = new Recipe(
                    row.id("id"),
                    row.choice("objective", Objective.class),
                    row.choice("method", Method.class),
                    row.number("from_b", 0, 100_000),
                    row.number("learning_rate", 0, 0.01),
                    row.choice("schedule", Recipe.Schedule.class),
                    row.number("warm_up_share", 0, 0.5),
                    row.number("weight_decay", 0, 1),
                    row.number("gradient_clip", 0.01, 100),
                    row.count("alpha", 0, 1_024),
                    row.number("dropout", 0, 0.9),
                    row.sources(tables.get(CatalogFile.SOURCES)),
                    row.note("note"));
            row.date("looked");
            if (row.sound() && (recipe.method() == Method.FULL) != (recipe.alpha() == 0)) {
                row.fault(
                        "alpha " + recipe.alpha() + " does not go with method '"
                                + recipe.method().id() + "'.",
                        recipe.alpha() == 0
                                ? "Maybe you mean 32: adapters that are multiplied with 0 learn nothing."
                                : "Maybe you mean 0: full fine-tuning has no adapters.");
            }
            return recipe;
        });
    }
}
