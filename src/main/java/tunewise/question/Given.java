package tunewise.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person gave, before it is checked.
 *
 * @param values as JSON has them: texts, numbers, booleans, lists, and an object only for a config.json
 * @param faults what could not even be brought into this form
 */
record Given(Map<Field, Object> values, List<FieldFault> faults) {

    /** Collects values by the names they were given under. */
    static Given empty() {
        return new Given(new LinkedHashMap<>(), new ArrayList<>());
    }

    void fault(String path, String message) {
        faults.add(new FieldFault(path, message));
    }

    void unknown(String path) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            fields.putIfAbsent(field.path(), field.path());
            fields.putIfAbsent(lastName(field.path()), field.path());
        }
        String meant = Closest.nearest(path, fields.keySet())
                .or(() -> Closest.nearest(lastName(path), fields.keySet()))
                .map(name -> fields.getOrDefault(name, name))
                .orElseGet(() -> "one of " + String.join(", ", others(path)));
        fault(Shown.text(path), "a question has no such field. Maybe " + meant + " is meant.");
    }

    /** The fields that stand beside an unknown one. */
    private static List<String> others(String path) {
        String part = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        List<String> names = Field.namesIn(part);
        return names.isEmpty() ? Field.namesIn("") : names;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
