package tunewise.catalog.csv;

import java.util.List;
import java.util.stream.Stream;
import tunewise.catalog.ModelFamily;
import tunewise.catalog.PublishedWeights;
import tunewise.catalog.Rehearsal;
import tunewise.catalog.Requirement;
import tunewise.catalog.TrainerFacts;
import tunewise.catalog.Training;
import tunewise.training.Method;
import tunewise.training.Objective;

/** Reads what trainers have to be told, fetch and install, and what was rehearsed with them. */
final class TrainerTables {
    private static final List<String> HOSTS = List.of("any", "x86-64", "arm64");

    private final Tables tables;

    TrainerTables(Tables tables) {
        this.tables = tables;
    }

    TrainerFacts trainers() {
        return new TrainerFacts(
                tables.get(CatalogFile.FAMILIES).map(this::family),
                tables.get(CatalogFile.WEIGHTS).map(this::weights),
                tables.get(CatalogFile.TOOLS).map(this::requirement),
                tables.get(CatalogFile.REHEARSALS).map(this::rehearsal),
                tables.get(CatalogFile.TRAININGS).map(this::training));
    }

    private ModelFamily family(Row row) {
        sources(row);
        row.date("looked");
        row.text("version");
        return new ModelFamily(
                row.text("id"),
                row.text("model_type"),
                row.note("end_of_turn"),
                row.note("base_end"),
                row.note("pad_token"),
                row.note("llama_factory_template"),
                !row.note("assistant_only_loss").isEmpty() && row.yes("assistant_only_loss"),
                row.choice("attention", ModelFamily.Attention.class),
                row.yes("chunked_loss"),
                words(row, "adapter_modules"),
                words(row, "expert_parameters"),
                row.yes("image_model"),
                row.choice("stored", ModelFamily.Stored.class));
    }

    private PublishedWeights weights(Row row) {
        sources(row);
        row.date("looked");
        return new PublishedWeights(
                row.text("id"),
                row.reference("model", tables.get(CatalogFile.MODELS)),
                row.choice("kind", PublishedWeights.Kind.class),
                row.reference("family", tables.get(CatalogFile.FAMILIES)));
    }

    private Requirement requirement(Row row) {
        sources(row);
        row.date("looked");
        row.id("id");
        return new Requirement(
                row.reference("stack", tables.get(CatalogFile.STACKS)),
                row.oneOf("host", HOSTS),
                row.count("step", 1, 20),
                row.text("requirement"),
                row.note("options"),
                row.choice("when", Requirement.When.class));
    }

    private Training training(Row row) {
        sources(row);
        row.date("looked");
        row.text("version");
        boolean takes = row.yes("takes");
        return new Training(
                row.id("trainer"),
                row.choice("objective", Objective.class),
                takes,
                row.choices("methods", Method.class),
                row.textIf(!takes, "refusal"),
                row.note("images_refusal"),
                words(row, "except_types"),
                row.has("except_types") ? row.textIf(true, "except_refusal") : "");
    }

    private Rehearsal rehearsal(Row row) {
        return new Rehearsal(
                row.text("family"),
                row.id("trainer"),
                row.id("label"),
                row.text("version"),
                row.date("day"),
                row.choice("result", Rehearsal.Result.class),
                row.note("trained_weights").isEmpty() ? 0 : row.whole("trained_weights", 0, Long.MAX_VALUE),
                row.note("note"));
    }

    private void sources(Row row) {
        row.sources(tables.get(CatalogFile.SOURCES));
    }

    private static List<String> words(Row row, String column) {
        return Stream.of(row.note(column).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
