package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;

/**
 * What an entry keeps of a recommendation.
 *
 * @param asked the question as it came in
 * @param engine version of the program that answered
 * @param requester who asked, as far as they said; null when they did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecommendationBody(
        String asked, String engine, @Nullable String requester, Recommendation recommendation) {
    /** Of a recommendation that was not erased. */
    public static RecommendationBody of(Entry entry) {
        return AnswerJson.MAPPER.readValue(entry.body(), RecommendationBody.class);
    }
}
