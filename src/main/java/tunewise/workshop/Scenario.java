package tunewise.workshop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.question.Question;
import tunewise.question.QuestionReader;

/**
 * A story with its question and what is expected of the answer.
 *
 * @param name folder of the scenario
 * @param file where it is written
 * @param market whose prices it is answered by, a folder of {@code fixtures/markets}
 * @param asks the question, as the contract has it; it names its day
 * @param lines where in the file each field of what is expected stands
 */
public record Scenario(
        String name,
        String file,
        String story,
        String market,
        JsonNode asks,
        JsonNode expects,
        Map<String, Integer> lines) {

    /** Stands in for today, which no scenario may depend on; no day that one can name lies after it. */
    private static final LocalDate LATE = LocalDate.of(2099, 1, 1);

    public Question question(Advisor advisor) {
        return question(advisor, asks.toString());
    }

    /** A question in the contract's JSON, which names its day. */
    public static Question question(Advisor advisor, String json) {
        return new QuestionReader(advisor.vocabulary(LATE)).read(json);
    }

    public Recommendation answer(Advisor advisor) {
        return advisor.advise(question(advisor), "id", Instant.EPOCH);
    }

    /** What in an answer is not as expected. */
    public List<String> differences(JsonNode answer) {
        return Expectations.differences(expects, answer);
    }

    /** Where in the file the field stands that a difference is about; 0 where there is none. */
    int lineOf(String difference) {
        return lines.getOrDefault(difference.split("[.:]", 2)[0], 0);
    }

    /** The answer as the contract writes it. */
    public static JsonNode json(Recommendation answer) {
        return AnswerJson.MAPPER.readTree(AnswerJson.write(answer));
    }

    /** Ids of the rules that fired. */
    public static TreeSet<String> fired(JsonNode answer) {
        TreeSet<String> fired = new TreeSet<>();
        answer.get("rules").forEach(rule -> fired.add(rule.get("rule").asString()));
        return fired;
    }

    @Override
    public String toString() {
        return name;
    }
}
