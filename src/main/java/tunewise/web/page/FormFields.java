package tunewise.web.page;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.question.FieldFault;
import tunewise.text.Choice;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** The fields of a form: what was filled in, what stands there otherwise, and what is wrong with it. */
public record FormFields(Map<String, List<String>> given, Map<String, List<String>> defaults, List<FieldFault> faults) {

    /** Something to choose, and what it is called. */
    public record Option(String id, String label, @Nullable String note) {
        static Option of(Choice choice, String label) {
            return new Option(choice.id(), DisplayText.sentence(label), null);
        }

        /** All choices of a kind, in their own order. */
        public static <E extends Choice> List<Option> all(E[] choices, Function<E, String> label) {
            return Stream.of(choices)
                    .map(choice -> of(choice, label.apply(choice)))
                    .toList();
        }
    }

    /** A fault in the summary; the anchor is null where no field is meant. */
    public record Fault(@Nullable String anchor, String message) {}

    public static String anchor(String field) {
        return "f-" + field.replace('.', '-');
    }

    String value(String field) {
        List<String> values = given.getOrDefault(field, defaults.getOrDefault(field, List.of()));
        return values.isEmpty() ? "" : values.get(0);
    }

    boolean chosen(String field, String option) {
        return given.getOrDefault(field, defaults.getOrDefault(field, List.of()))
                .contains(option);
    }

    /** What is wrong with a field, or nothing. */
    @Nullable
    public String fault(String field) {
        List<String> messages = faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(fault -> FieldLabels.fault(field, fault.message()))
                .toList();
        return messages.isEmpty() ? null : String.join(" ", messages);
    }

    public List<Fault> summary() {
        return faults.stream()
                .map(fault -> new Fault(
                        FieldLabels.field(fault.field()).equals(fault.field()) ? null : anchor(shownAt(fault.field())),
                        message(fault)))
                .toList();
    }

    /** Where no single way of giving the model is at fault, the way that is open is. */
    private String shownAt(String field) {
        return switch (field.equals("model") ? modelBy() : "name") {
            case "size" -> "model.parametersB";
            case "config" -> "model.config";
            default -> field;
        };
    }

    /** Models that may be meant where the name is not known: one press asks with it. */
    public List<Model> suggested(LoadedRelease loaded) {
        if (fault("model") == null || !(loaded.names().find(value("model")) instanceof ModelNames.Unknown unknown)) {
            return List.of();
        }
        return unknown.suggestionIds().stream()
                .flatMap(id -> loaded.catalog().models().stream()
                        .filter(model -> model.id().equals(id)))
                .toList();
    }

    @Nullable
    String modelFault() {
        return modelBy().equals("name") ? null : fault("model");
    }

    /** Whether machines are "own" or for "rent". */
    public String machinesBy() {
        String said = given.getOrDefault(QuestionForm.MACHINES_BY, List.of("")).get(0);
        if (List.of("own", "rent").contains(said)) {
            return said;
        }
        return value("ownGpus").isEmpty() ? "rent" : "own";
    }

    String modelBy() {
        String said = given.getOrDefault(QuestionForm.MODEL_BY, List.of("")).get(0);
        if (List.of("name", "size", "config").contains(said)) {
            return said;
        }
        if (!value("model.config").isEmpty()) {
            return "config";
        }
        return value("model.parametersB").isEmpty() ? "name" : "size";
    }

    /** Whether a field was filled in with something else than stands there otherwise, or is wrong. */
    public boolean unusual(String field) {
        return fault(field) != null
                || (given.containsKey(field) && !without(given.get(field)).equals(without(defaults.get(field))));
    }

    private static String message(FieldFault fault) {
        String label = FieldLabels.field(fault.field());
        return fault.field().isEmpty()
                        || label.equals(fault.field())
                        || fault.message().startsWith("is ")
                ? FieldLabels.fault(fault.field(), fault.message())
                : label + ": " + fault.message();
    }

    private static List<String> without(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream().filter(value -> !value.isBlank()).toList();
    }
}
