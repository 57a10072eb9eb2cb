package tunewise.web.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Model;
import tunewise.question.Commitment;
import tunewise.question.Priority;
import tunewise.question.Rent;
import tunewise.question.Task;
import tunewise.text.Choice;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.FormFields;
import tunewise.web.page.QuestionForm;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/**
 * What was understood of a sentence.
 *
 * @param pieces what fills which field
 * @param unread what was not understood, as it was typed
 * @param meant other models that may be meant
 */
record SentenceView(List<Piece> pieces, List<String> unread, List<Meant> meant) {
    /** A number of samples, whose length is not said. */
    private static final Pattern COUNTED = Pattern.compile("(?!.*(?:illion|thousand)).* [a-z-]{4,}");

    /** A field that the sentence filled; anchor leads to it. */
    record Piece(String anchor, String label, String value) {}

    /** Another model, and the address at which it takes the place of the first. */
    record Meant(String name, String address) {}

    /** Whether it names what every question needs, so that it can be asked at once. */
    boolean enough() {
        return List.of("model", "tokens").stream().allMatch(field -> pieces.stream()
                .anyMatch(piece -> piece.anchor().equals(FormFields.anchor(field))));
    }

    static SentenceView of(String said, SentenceReader.Read read, LoadedRelease loaded) {
        DisplayNames names = new DisplayNames(loaded.catalog());
        List<Piece> pieces = new ArrayList<>();
        read.fields().forEach((field, values) -> {
            if (!QuestionForm.onlyOfThePage(field)) {
                pieces.add(new Piece(FormFields.anchor(field), FieldLabels.field(field), words(field, values, names)));
            }
        });
        List<Meant> meant = read.models().stream()
                .flatMap(id -> loaded.catalog().models().stream()
                        .filter(model -> model.id().equals(id)))
                .map(model -> new Meant(model.name(), address(said, model)))
                .toList();
        return new SentenceView(pieces, read.unread(), meant);
    }

    private static String address(String said, Model model) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put(QuestionForm.SAID, List.of(said));
        fields.put("model", List.of(model.id()));
        return QuestionForm.address(fields);
    }

    private static String words(String field, List<String> values, DisplayNames names) {
        List<String> words = values.stream()
                .map(value -> switch (field) {
                    case "gpus", "excludeGpus" -> names.gpu(value);
                    case "providers" -> names.provider(value);
                    case "stack" -> names.stack(value);
                    case "tokens" -> tokens(value);
                    case "methods" -> label(Method.values(), value, DisplayText::method);
                    case "objective" -> label(Objective.values(), value, ChoiceText::objective);
                    case "task" -> label(Task.values(), value, ChoiceText::task);
                    case "priority" -> label(Priority.values(), value, ChoiceText::priority);
                    case "commitment" -> label(Commitment.values(), value, ChoiceText::commitment);
                    case "rent" -> label(Rent.values(), value, ChoiceText::rent);
                    case "regions" -> value.toUpperCase(Locale.ROOT);
                    case "sequenceLength" -> value + " tokens";
                    case "budgetUsd" -> "$" + value;
                    case "deadlineHours", "sessionHours" -> value + " hours";
                    default -> value;
                })
                .toList();
        return DisplayText.list(words);
    }

    private static <E extends Choice> String label(E[] choices, String id, Function<E, String> label) {
        return Stream.of(choices)
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .map(choice -> DisplayText.sentence(label.apply(choice)))
                .orElse(id);
    }

    /** As in "5,000 samples of 400 tokens" and "20 million tokens", so that a wrong reading is seen. */
    private static String tokens(String value) {
        String[] factors = value.split(" x ", 2);
        if (factors.length == 2) {
            return factors[0] + " samples of " + factors[1] + " tokens";
        }
        return COUNTED.matcher(value).matches() ? value : value + " tokens";
    }
}
