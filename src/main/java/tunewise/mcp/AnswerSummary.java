package tunewise.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.CaveatText;
import tunewise.advice.Recommendation.Change;
import tunewise.advice.Recommendation.Managed;
import tunewise.advice.Recommendation.Outcome;
import tunewise.advice.Setup;
import tunewise.catalog.Catalog;
import tunewise.wording.BindingLimit;
import tunewise.wording.Headline;

/**
 * What an assistant gets of a recommendation: all that a person decides by, without the whole trace, which
 * {@code explain} looks through.
 *
 * @param id for {@code explain}, and for the page of this recommendation at {@code /recommendations/ID}
 * @param headline what to rent, how to train, and the hours and dollars of the whole job; the limit
 *     that binds where nothing fits, and null where fine-tuning is not advised
 * @param why what the rules found about the choice, in the order they fired
 * @param managed providers that train the same tokens for the person, never ranked with set-ups
 * @param guideAgrees whether the published guide would choose the same; null where it chooses nothing
 * @param changes the smallest changes of the question that would give a set-up, or more room
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AnswerSummary(
        String id,
        Outcome outcome,
        @Nullable String headline,
        String model,
        @Nullable String modelNotes,
        @Nullable Setup setup,
        @Nullable Estimate estimate,
        List<Reason> why,
        List<CaveatText> caveats,
        List<Other> alternatives,
        List<Managed> managed,
        @Nullable Boolean guideAgrees,
        List<CaveatText> differsFromGuide,
        List<Change> changes,
        int excludedSetups,
        String release) {

    /** A rule that bears on the choice, and what it found. */
    record Reason(String rule, String sentence, String found, List<String> sources) {}

    /** Another set-up, in short. */
    record Other(String label, String setup, double jobUsd, double jobHours) {}

    private static @Nullable String headline(Recommendation answer, Catalog catalog) {
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        if (setup != null && estimate != null) {
            return Headline.of(answer.question(), setup, estimate, catalog);
        }
        return answer.outcome() == Outcome.NOT_FEASIBLE ? BindingLimit.of(answer) : null;
    }

    static AnswerSummary of(Recommendation answer, Catalog catalog) {
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        Recommendation.Guide guide = answer.guide();
        return new AnswerSummary(
                answer.id(),
                answer.outcome(),
                headline(answer, catalog),
                answer.model().name(),
                answer.model().notes(),
                setup,
                estimate,
                answer.rules().stream()
                        .filter(Recommendation.FiredRule::aboutChoice)
                        .map(rule -> new Reason(rule.rule(), rule.sentence(), rule.found(), rule.sources()))
                        .toList(),
                answer.caveats(),
                answer.alternatives().stream().map(AnswerSummary::other).toList(),
                answer.managed(),
                guide == null ? null : guide.agrees(),
                guide == null ? List.of() : guide.differences(),
                answer.changes(),
                answer.excluded().size(),
                answer.release().id());
    }

    private static Other other(Recommendation.Alternative other) {
        Setup setup = other.setup();
        Estimate estimate = other.estimate();
        return new Other(
                other.label(),
                setup.method().label() + " on " + setup.gpuCount() + "x " + setup.gpuName() + " at "
                        + setup.providerName(),
                estimate.totalUsd().central(),
                estimate.totalHours().central());
    }
}
