package tunewise.workshop;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.Advisor;
import tunewise.catalog.Catalog;
import tunewise.catalog.Offer;
import tunewise.catalog.Policy;
import tunewise.question.Knowledge;
import tunewise.question.Priority;
import tunewise.question.Question;
import tunewise.question.QuestionFaultsException;
import tunewise.training.Method;

/**
 * Made-up questions that stand close to the lines catalogs draw: model sizes at the edges of size classes, every method
 * on every GPU, and each number that a limit speaks of, just below, at and just above it.
 */
final class Grid {
    private static final long TOKENS = 20_000_000;
    private static final long LONGEST_SEQUENCE = 1_000_000;

    private final Advisor active;
    private final List<Catalog> catalogs;
    private final String day;
    private final Map<String, Question> questions = new LinkedHashMap<>();

    Grid(Advisor active, Advisor draft) {
        this.active = active;
        this.catalogs = List.of(active.loaded().catalog(), draft.loaded().catalog());
        this.day = catalogs.stream()
                .flatMap(catalog -> catalog.offers().stream())
                .map(Offer::validFrom)
                .max(LocalDate::compareTo)
                .orElseThrow()
                .toString();
    }

    /** Questions by what sets each apart, in words. */
    Map<String, Question> questions() {
        Set<Double> edges = new TreeSet<>();
        Set<Double> sizes = new TreeSet<>();
        for (Catalog catalog : catalogs) {
            catalog.sizeClasses().forEach(size -> {
                sizes.add(size.nominalB());
                edges.addAll(List.of(size.fromB(), size.toB()));
            });
        }
        limits(limit -> limit.id().endsWith("-b")).forEach(edges::add);
        for (Knowledge lens : Knowledge.values()) {
            for (Method method : Method.values()) {
                edges.forEach(edge -> List.of(edge * 0.99, edge, edge * 1.01)
                        .forEach(size -> ask(with(base(lens, size), "methods", list(method.id())))));
                for (double size : sizes) {
                    gpus().forEach(gpu ->
                            ask(with(with(base(lens, size), "methods", list(method.id())), "gpus", list(gpu))));
                }
            }
            for (double size : sizes) {
                for (Priority priority : Priority.values()) {
                    ask(base(lens, size).put("priority", priority.id()));
                    ask(base(lens, size).put("priority", priority.id()).put("reliability", "high"));
                }
                around(limits(limit -> limit.id().endsWith("tokens") && limit.value() > LONGEST_SEQUENCE))
                        .forEach(tokens -> ask(base(lens, size).put("tokens", tokens)));
                around(limits(limit -> limit.id().endsWith("tokens") && limit.value() <= LONGEST_SEQUENCE))
                        .forEach(tokens -> ask(base(lens, size).put("sequenceLength", tokens)));
                around(limits(limit -> limit.id().endsWith("-gpus")))
                        .forEach(gpus -> ask(base(lens, size).put("maxGpus", gpus)));
                workload(lens, size, "inferenceCalls", "calls");
                workload(lens, size, "variants", "variants");
                workload(lens, size, "runsPerYear", "runs");
            }
        }
        return questions;
    }

    private void workload(Knowledge lens, double size, String field, String about) {
        around(limits(limit -> limit.id().contains(about)))
                .forEach(value -> ask(with(
                        base(lens, size),
                        "workload",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("production", true)
                                .put(field, value))));
    }

    private static ObjectNode with(ObjectNode question, String field, JsonNode value) {
        question.set(field, value);
        return question;
    }

    private static ArrayNode list(String only) {
        return JsonNodeFactory.instance.arrayNode().add(only);
    }

    private Stream<String> gpus() {
        return catalogs.stream()
                .flatMap(catalog -> catalog.offers().stream())
                .map(Offer::gpu)
                .distinct()
                .sorted();
    }

    private Set<Double> limits(Predicate<Policy> wanted) {
        Set<Double> values = new TreeSet<>();
        catalogs.forEach(catalog ->
                catalog.policies().stream().filter(wanted).map(Policy::value).forEach(values::add));
        return values;
    }

    private static Set<Long> around(Set<Double> values) {
        Set<Long> around = new TreeSet<>();
        for (double value : values) {
            long whole = Math.round(value);
            around.addAll(List.of(Math.max(1, whole - 1), whole, whole + 1));
        }
        return around;
    }

    private ObjectNode base(Knowledge lens, double sizeB) {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.putObject("model").put("parametersB", sizeB);
        question.put("tokens", TOKENS).put("knowledge", lens.id()).put("asOf", day);
        return question;
    }

    private void ask(ObjectNode question) {
        try {
            questions.putIfAbsent(words(question), Scenario.question(active, question.toString()));
        } catch (QuestionFaultsException e) {
            // The active release does not know a GPU of the draft, so there is no answer to compare.
        }
    }

    private static String words(ObjectNode question) {
        StringBuilder words = new StringBuilder(String.format(
                Locale.ROOT,
                "%s lens, %sB",
                question.get("knowledge").asString(),
                plain(question.at("/model/parametersB").asDouble())));
        question.properties().forEach(field -> {
            if (!Set.of("model", "knowledge", "asOf").contains(field.getKey())) {
                words.append(", ")
                        .append(field.getKey())
                        .append(' ')
                        .append(field.getValue().toString().replaceAll("[\\[\\]{}\"]", ""));
            }
        });
        return words.toString();
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }
}
