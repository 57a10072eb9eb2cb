package tunewise.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.Provider;
import tunewise.catalog.Stack;
import tunewise.question.Choice;
import tunewise.question.Commitment;
import tunewise.question.FieldFault;
import tunewise.question.Knowledge;
import tunewise.question.Method;
import tunewise.question.Priority;
import tunewise.question.Question;
import tunewise.question.Reliability;
import tunewise.question.Task;

/** The form, with what was filled in, what stands there otherwise, and what is wrong with it. */
final class AskView {
    /** Folded away unless something in there was filled in or is wrong. */
    private static final Set<String> FOLDED = Set.of(
            "sequenceLength",
            "task",
            "methods",
            "gpus",
            "providers",
            "maxGpus",
            "commitment",
            "reliability",
            "stack",
            "workload.inferenceCalls",
            "workload.production",
            "workload.variants",
            "workload.runsPerYear",
            "knowledge",
            "asOf");

    private final Catalog catalog;
    private final Map<String, List<String>> given;
    private final Map<String, List<String>> defaults;
    private final List<FieldFault> faults;

    AskView(Catalog catalog, Map<String, List<String>> given, Question defaults, List<FieldFault> faults) {
        this.catalog = catalog;
        this.given = given;
        this.defaults = new LinkedHashMap<>(QuestionForm.of(defaults));
        Stream.of("model.parametersB", "tokens", "asOf").forEach(this.defaults::remove);
        this.faults = faults;
    }

    /** Something to choose, and what it is called. */
    record Option(String id, String label, @Nullable String note) {
        static Option of(Choice choice, String label) {
            return new Option(choice.id(), Words.sentence(label), null);
        }
    }

    /** A fault in the summary; the anchor is null where no field is meant. */
    record Fault(@Nullable String anchor, String message) {}

    static String anchor(String field) {
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
    String fault(String field) {
        List<String> messages = faults.stream()
                .filter(fault -> fault.field().equals(field))
                .map(fault -> Words.fault(field, fault.message()))
                .toList();
        return messages.isEmpty() ? null : String.join(" ", messages);
    }

    List<Fault> summary() {
        return faults.stream()
                .map(fault -> new Fault(
                        Words.field(fault.field()).equals(fault.field()) ? null : anchor(shownAt(fault.field())),
                        told(fault)))
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

    @Nullable
    String modelFault() {
        return modelBy().equals("name") ? null : fault("model");
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

    /** Whether the folded part has something to show. */
    boolean open() {
        return FOLDED.stream()
                .anyMatch(field -> fault(field) != null
                        || (given.containsKey(field)
                                && !without(given.get(field)).equals(without(defaults.get(field)))));
    }

    boolean blank() {
        return given.isEmpty();
    }

    List<Model> models() {
        return catalog.models();
    }

    List<Option> priorities() {
        return Stream.of(Priority.values())
                .map(choice -> Option.of(choice, Words.priority(choice)))
                .toList();
    }

    List<Option> tasks() {
        return Stream.of(Task.values())
                .map(choice -> Option.of(choice, Words.task(choice)))
                .toList();
    }

    List<Option> commitments() {
        return Stream.of(Commitment.values())
                .map(choice -> Option.of(choice, Words.commitment(choice)))
                .toList();
    }

    List<Option> reliabilities() {
        return Stream.of(Reliability.values())
                .map(choice -> Option.of(choice, Words.reliability(choice)))
                .toList();
    }

    List<Option> lenses() {
        return Stream.of(Knowledge.values())
                .map(choice -> Option.of(choice, Words.knowledge(choice)))
                .toList();
    }

    List<Option> methods() {
        return Stream.of(Method.values())
                .map(choice -> Option.of(choice, Words.method(choice)))
                .toList();
    }

    List<Option> stacks() {
        return catalog.stacks().stream()
                .filter(Stack::offered)
                .map(stack -> new Option(stack.id(), stack.name(), null))
                .toList();
    }

    List<Option> providers() {
        return catalog.providers().stream()
                .map(provider -> new Option(provider.id(), provider.name(), rents(provider)))
                .toList();
    }

    /** Those someone rents out, and those asked for all the same. */
    List<Option> gpus() {
        Set<String> rented = new TreeSet<>();
        catalog.offers().forEach(offer -> rented.add(offer.gpu()));
        List<Option> options = new ArrayList<>();
        for (Gpu gpu : catalog.gpus()) {
            if (rented.contains(gpu.id()) || chosen("gpus", gpu.id())) {
                options.add(new Option(gpu.id(), gpu.name(), Words.gib(gpu.usableGib())));
            }
        }
        return options;
    }

    private static String rents(Provider provider) {
        return switch (provider.role()) {
            case PRICE -> "for its prices";
            case RELIABILITY -> "for its reliability";
            case LARGE_MULTI_GPU -> "for eight GPUs and more";
        };
    }

    private static String told(FieldFault fault) {
        String label = Words.field(fault.field());
        return fault.field().isEmpty()
                        || label.equals(fault.field())
                        || fault.message().startsWith("is ")
                ? Words.fault(fault.field(), fault.message())
                : label + ": " + fault.message();
    }

    private static List<String> without(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream().filter(value -> !value.isBlank()).toList();
    }
}
