package tunewise.catalog.csv;

import java.util.stream.Stream;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.TechniqueId;
import tunewise.question.Question;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;

/** Rows that the program asks for by their ids, so that a catalog without one of them is never published. */
final class RequiredRows {
    private RequiredRows() {}

    static void check(Tables tables) {
        check(tables.get(CatalogFile.POLICY), ids(PolicyValue.values()));
        check(tables.get(CatalogFile.ESTIMATOR), ids(EstimatorCoefficient.values()));
        check(tables.get(CatalogFile.TECHNIQUES), ids(TechniqueId.values()));
        check(tables.get(CatalogFile.STACKS), Stream.of(Question.DEFAULT_STACK));
        check(tables.get(CatalogFile.SCALING), Stream.of("1"));
    }

    private static Stream<String> ids(Choice[] required) {
        return Stream.of(required).map(Choice::id);
    }

    private static void check(Table table, Stream<String> required) {
        required.filter(id -> !table.hasKey(id))
                .forEach(id -> table.fault(
                        0,
                        "the " + table.noun() + " '" + id + "' is missing.",
                        SpellingSuggestion.nearest(id, table.keys())
                                .map(near -> "Maybe '" + near + "' needs this name instead.")
                                .orElse("Maybe it was deleted or renamed; the program asks for it by this id.")));
    }
}
