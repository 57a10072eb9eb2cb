package tunewise.question;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person may ask.
 *
 * @param words as in "a question"
 * @param fields those it has
 */
public record FieldSet(String words, List<Field> fields) {
    public static final FieldSet QUESTION =
            new FieldSet("a question", List.copyOf(EnumSet.range(Field.MODEL, Field.AS_OF)));
    public static final FieldSet ESTIMATE = new FieldSet("an estimate", estimateFields());

    public FieldSet {
        fields = List.copyOf(fields);
    }

    private static List<Field> estimateFields() {
        EnumSet<Field> fields = EnumSet.range(Field.ID, Field.OFFLOAD_ACTIVATIONS);
        fields.addAll(EnumSet.range(Field.MODEL, Field.MODEL_CONFIG));
        fields.add(Field.SEQUENCE_LENGTH);
        fields.add(Field.OBJECTIVE);
        fields.addAll(EnumSet.range(Field.GENERATIONS, Field.TOKENS_PER_IMAGE));
        fields.add(Field.STACK);
        return List.copyOf(fields);
    }

    /** The option of a field by its name in the API, also where this is the name of no field. */
    public static String option(String path) {
        return Stream.of(Field.values())
                .filter(field -> field.path().equals(path))
                .findFirst()
                .map(Field::option)
                .orElseGet(() -> Field.option(path));
    }

    Optional<Field> field(String path) {
        return fields.stream().filter(field -> field.path().equals(path)).findFirst();
    }

    /** What is wrong with names that are meant to be those of fields. */
    List<FieldFault> faultsOfNames(Collection<String> names) {
        RawFields given = RawFields.empty(this);
        names.stream().filter(name -> field(name).isEmpty()).forEach(given::unknown);
        return List.copyOf(given.faults());
    }

    /** Whether fields stand inside a field of this name, as in {@code workload}. */
    boolean hasPart(String name) {
        return fields.stream().anyMatch(field -> field.path().startsWith(name + "."));
    }

    /** The fields of a part, as in {@code workload}, or of the whole, each by the name it has there. */
    List<String> namesIn(String part) {
        String prefix = part.isEmpty() ? "" : part + ".";
        return fields.stream()
                .map(Field::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).replaceFirst("\\..*", ""))
                .distinct()
                .toList();
    }
}
