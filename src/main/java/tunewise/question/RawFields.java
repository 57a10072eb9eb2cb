package tunewise.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tunewise.text.SpellingSuggestion;
import tunewise.text.ValueText;

/**
 * What a person gave, before it is checked.
 *
 * @param asked what it is meant to be
 * @param values as JSON has them: texts, numbers, booleans, lists, and an object only for a config.json
 * @param faults what could not even be brought into this form
 */
record RawFields(FieldSet asked, Map<Field, Object> values, List<FieldFault> faults) {
    private static final int MOST_FAULTS = 50;

    /** Collects values by the names they were given under. */
    static RawFields empty(FieldSet asked) {
        return new RawFields(asked, new LinkedHashMap<>(), new ArrayList<>());
    }

    void fault(String path, String message) {
        faults.add(new FieldFault(path, message));
    }

    /**
     * Ends the reading when anything is wrong.
     *
     * @throws QuestionFaultsException with every fault
     */
    void refuseFaults() {
        if (faults.size() > MOST_FAULTS) {
            FieldFault rest = new FieldFault(
                    "", (faults.size() - MOST_FAULTS) + " more faults. Maybe the first ones explain them.");
            throw new QuestionFaultsException(
                    Stream.concat(faults.stream().limit(MOST_FAULTS), Stream.of(rest))
                            .toList(),
                    false);
        }
        if (!faults.isEmpty()) {
            throw new QuestionFaultsException(faults, false);
        }
    }

    void unknown(String path) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : asked.fields()) {
            fields.putIfAbsent(field.path(), field.path());
            fields.putIfAbsent(lastName(field.path()), field.path());
        }
        String meant = SpellingSuggestion.nearest(path, fields.keySet())
                .or(() -> SpellingSuggestion.nearest(lastName(path), fields.keySet()))
                .map(name -> fields.getOrDefault(name, name))
                .orElseGet(() -> "one of " + String.join(", ", others(path)));
        fault(ValueText.text(path), asked.words() + " has no such field. Maybe you mean " + meant + ".");
    }

    /** The fields that stand beside an unknown one. */
    private List<String> others(String path) {
        String part = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        List<String> names = asked.namesIn(part);
        return names.isEmpty() ? asked.namesIn("") : names;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
