package tunewise.web.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.text.Choice;
import tunewise.web.page.QuestionForm;
import tunewise.wording.ChangedMachines;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** A change of the question that gives a set-up: one press asks again. */
record FollowUp(String says, String then, Map<String, List<String>> fields) {
    static List<FollowUp> of(Recommendation answer) {
        return answer.changes().stream()
                .map(change -> {
                    Map<String, List<String>> fields = QuestionForm.of(answer.question());
                    changed(change).forEach((field, to) -> fields.put(field, values(field, to)));
                    return new FollowUp(
                            DisplayText.sentence(DisplayText.list(changed(change).entrySet().stream()
                                    .map(entry -> says(entry.getKey(), entry.getValue()))
                                    .toList())),
                            DisplayText.setup(change.then()) + ": about " + DisplayText.hours(change.hours()) + " and "
                                    + DisplayText.dollars(change.costUsd()) + upperEnd(change)
                                    + benefit(change, answer),
                            fields);
                })
                .toList();
    }

    /** Why it is worth a change where there is a set-up already; nothing where the change is what makes one feasible. */
    private static String benefit(Recommendation.Change change, Recommendation answer) {
        if (answer.setup() == null) {
            return "";
        }
        return switch (change.field()) {
            case "sequenceLength" -> ". It leaves more of the GPU's memory free";
            case "methods" -> ". It keeps more quality";
            default -> "";
        };
    }

    /** A limit holds for the upper end of the estimate, so it is more than what the change costs in the middle. */
    private static String upperEnd(Recommendation.Change change) {
        boolean budget = changed(change).containsKey("budgetUsd");
        boolean deadline = changed(change).containsKey("deadlineHours");
        return budget || deadline
                ? ". The " + (budget && deadline ? "limits cover" : budget ? "budget covers" : "deadline covers")
                        + " the upper end of the estimate"
                : "";
    }

    /** A change of several fields names them in one, and has their values by name. */
    private static Map<String, @Nullable Object> changed(Recommendation.Change change) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        if (change.to() instanceof Map<?, ?> several) {
            several.forEach((field, to) -> changed.put(String.valueOf(field), to));
        } else {
            changed.put(change.field(), change.to());
        }
        return changed;
    }

    private static List<String> values(String field, @Nullable Object to) {
        return field.equals("ownGpus") ? QuestionForm.machines(ChangedMachines.of(to)) : FieldLabels.values(to);
    }

    private static String says(String field, @Nullable Object to) {
        List<String> values = FieldLabels.values(to instanceof Choice choice ? choice.id() : to);
        if (values.isEmpty()) {
            return switch (field) {
                case "methods" -> "every method allowed";
                case "gpus" -> "every GPU allowed";
                case "providers" -> "every provider allowed";
                case "excludeGpus" -> "no GPU excluded";
                default -> "no limit on " + FieldLabels.field(field).toLowerCase(Locale.ROOT);
            };
        }
        String value = values.get(0);
        return switch (field) {
            case "budgetUsd" -> "a budget of " + DisplayText.dollars(Double.parseDouble(value));
            case "deadlineHours" -> "a deadline of " + DisplayText.hours(Double.parseDouble(value));
            case "methods" -> "only " + (value.equals("full") ? "full fine-tuning" : DisplayText.list(values));
            case "maxGpus" -> "up to " + value + " GPUs";
            case "rent" -> "rented machines too";
            case "objective" -> value + " as the objective";
            case "ownGpus" -> ChangedMachines.hostMemory(to);
            case "nodes" -> value + " machines that work together";
            case "model" -> "a smaller model, " + value;
            case "tokens" -> "training on " + DisplayText.count(Long.parseLong(value)) + " tokens";
            case "epochs" -> "one epoch";
            case "sequenceLength" -> "samples of at most " + value + " tokens";
            case "commitment" -> value.equals("spot") ? "spot machines too" : "reserved prices too";
            default -> FieldLabels.field(field) + ": " + String.join(", ", values);
        };
    }
}
