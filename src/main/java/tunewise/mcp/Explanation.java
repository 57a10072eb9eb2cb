package tunewise.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.ExcludedSetup;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.question.Question;

/**
 * Why a recommendation is what it is, as far as it was asked.
 *
 * @param rules that fired and speak of what was asked about
 * @param excluded set-ups that were ruled out and are what was asked about
 * @param leftOut how many more of both there are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Explanation(String id, Question question, List<FiredRule> rules, List<ExcludedSetup> excluded, long leftOut) {
    private static final int MOST = 25;

    /** All words of about have to be in a finding; none means everything. */
    static Explanation of(Recommendation answer, String about) {
        List<FiredRule> rules =
                answer.rules().stream().filter(rule -> speaksOf(rule, about)).toList();
        List<ExcludedSetup> excluded =
                answer.excluded().stream().filter(each -> speaksOf(each, about)).toList();
        List<FiredRule> shownRules = rules.stream().limit(MOST).toList();
        List<ExcludedSetup> shownSetups = excluded.stream().limit(MOST).toList();
        return new Explanation(
                answer.id(),
                answer.question(),
                shownRules,
                shownSetups,
                (long) rules.size() - shownRules.size() + excluded.size() - shownSetups.size());
    }

    private static boolean speaksOf(Object finding, String about) {
        String text = AnswerJson.MAPPER.writeValueAsString(finding).toLowerCase(Locale.ROOT);
        return Stream.of(about.toLowerCase(Locale.ROOT).split("\\s+", -1)).allMatch(text::contains);
    }
}
