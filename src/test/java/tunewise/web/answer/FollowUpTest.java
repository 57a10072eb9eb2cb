package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;

/** What would change an answer, as a page offers it. */
class FollowUpTest {
    private static final String TOO_LARGE =
            """
            {"model": "Llama 3.3 70B", "tokens": 4000000, "ownGpus": [{"gpu": "rtx-3090", "count": 2}], "rent": "no",
             "asOf": "2026-03-31"}""";

    @Test
    void hostMemoryThatNobodyToldIsAskedForByItsLeastSize() {
        Recommendation answer = ShippedRules.ADVISOR.advise(ShippedRules.question(TOO_LARGE), "id", Instant.EPOCH);
        FollowUp way = FollowUp.of(answer).get(0);

        assertEquals("At least 64 GiB of host memory in your machine", way.says());
        assertEquals(
                List.of("[{\"gpu\":\"rtx-3090\",\"count\":2,\"hostMemoryGib\":64}]"),
                way.fields().get("ownGpus"));
        FollowUp recorded =
                FollowUp.of(AnswerJson.read(AnswerJson.write(answer))).get(0);
        assertEquals(way.says(), recorded.says());
        assertEquals(
                List.of("[{\"gpu\":\"rtx-3090\",\"count\":2,\"hostMemoryGib\":64}]"),
                recorded.fields().get("ownGpus"));
    }

    @Test
    void whatReadsOnlyMayLearnLabels() {
        Recommendation answer = ShippedRules.ADVISOR.advise(
                ShippedRules.question(
                        """
                        {"model": "BERT base", "tokens": 2000000, "asOf": "2026-03-31"}"""),
                "id",
                Instant.EPOCH);
        assertEquals(
                List.of("Classification as the objective"),
                FollowUp.of(answer).stream().map(FollowUp::says).toList());
    }
}
