package tunewise.web.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Model;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.FormFields;
import tunewise.web.page.QuestionForm;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/**
 * A sentence beside what was understood of it.
 *
 * @param said as it was typed
 * @param pieces what fills which field
 * @param unread what was not understood, as it was typed
 * @param meant other models that may be meant
 */
record SentenceView(String said, List<Piece> pieces, List<String> unread, List<Meant> meant) {
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
        return new SentenceView(said, pieces, read.unread(), meant);
    }

    private static String address(String said, Model model) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put(AskPages.SAID, List.of(said));
        fields.put("model", List.of(model.id()));
        return QuestionForm.address(fields);
    }

    private static String words(String field, List<String> values, DisplayNames names) {
        List<String> words = values.stream()
                .map(value -> switch (field) {
                    case "gpus", "excludeGpus" -> names.gpu(value);
                    case "providers" -> names.provider(value);
                    case "stack" -> names.stack(value);
                    case "budgetUsd" -> "$" + value;
                    case "deadlineHours", "sessionHours" -> value + " hours";
                    default -> value;
                })
                .toList();
        return DisplayText.list(words);
    }
}
