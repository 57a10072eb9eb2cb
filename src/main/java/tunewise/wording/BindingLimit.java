package tunewise.wording;

import java.util.List;
import java.util.Optional;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Change;
import tunewise.question.Question;

/** The one sentence that an answer without a set-up opens with: the limit that binds, as the ways out tell. */
public final class BindingLimit {
    private static final String BUDGET = "budgetUsd";
    private static final String DEADLINE = "deadlineHours";

    private BindingLimit() {}

    /** As in "Your budget of $0.50 is too small to train Llama 2 70B: it takes $3.38." */
    public static String of(Recommendation answer) {
        Question question = answer.question();
        String model = answer.model().name();
        Optional<Double> budget = least(answer.changes(), BUDGET);
        Optional<Double> deadline = least(answer.changes(), DEADLINE);
        if (budget.isPresent() && question.budgetUsd() != null && deadline.isPresent()) {
            return "No set-up trains " + model + " for " + DisplayText.dollars(question.budgetUsd()) + " in time.";
        }
        if (budget.isPresent() && question.budgetUsd() != null) {
            return "Your budget of " + DisplayText.dollars(question.budgetUsd()) + " is too small to train " + model
                    + ": it takes " + DisplayText.dollars(budget.get()) + ".";
        }
        if (deadline.isPresent() && question.deadlineHours() != null) {
            return "Your deadline of " + DisplayText.hours(question.deadlineHours()) + " is too short to train " + model
                    + ": it takes " + DisplayText.hours(deadline.get()) + ".";
        }
        if (question.ownFirst() && alone(answer.changes(), "rent")) {
            return "None of your own machines can train " + model + " like this.";
        }
        boolean machines = answer.changes().stream()
                .map(BindingLimit::fields)
                .anyMatch(fields -> !fields.contains(BUDGET) && !fields.contains(DEADLINE));
        return machines
                ? "No machine that you allow can train " + model + " like this."
                : "No set-up meets all these limits for " + model + ".";
    }

    /** What the field would have to be, where changing it alone is a way out. */
    private static Optional<Double> least(List<Change> changes, String field) {
        return changes.stream()
                .filter(change -> change.field().equals(field) && change.to() instanceof Number)
                .map(change -> ((Number) change.to()).doubleValue())
                .findFirst();
    }

    private static boolean alone(List<Change> changes, String field) {
        return changes.stream().anyMatch(change -> change.field().equals(field));
    }

    private static List<String> fields(Change change) {
        return List.of(change.field().split(", "));
    }
}
