package tunewise.ledger.replay;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tunewise.advice.AnswerJson;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.EntryKind;
import tunewise.question.Question;

/** The questions of recorded recommendations, as they were understood when they were answered. */
public final class RecordedQuestions {
    private final Ledger ledger;

    public RecordedQuestions(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The newest ones, each by the id of its recommendation.
     *
     * @param from first day, in UTC; null for no bound
     * @param until last day; null for no bound
     */
    public Map<String, Question> newest(int limit, @Nullable LocalDate from, @Nullable LocalDate until) {
        Map<String, Question> newest = new LinkedHashMap<>();
        ledger.visitNewest(EntryKind.RECOMMENDATION, limit, from, until == null ? null : until.plusDays(1), entry -> {
            if (!entry.erased()) {
                newest.put(entry.id(), question(entry.body()));
            }
        });
        return newest;
    }

    /** The question of a recorded body; passes over the trace, which is most of it. */
    public static Question question(String body) {
        try (JsonParser parser = AnswerJson.MAPPER.createParser(body)) {
            parser.nextToken();
            find(parser, "recommendation");
            find(parser, "question");
            return parser.readValueAs(Question.class);
        }
    }

    private static void find(JsonParser parser, String property) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = parser.currentName().equals(property);
            parser.nextToken();
            if (found) {
                return;
            }
            parser.skipChildren();
        }
        throw new IllegalStateException("a recorded recommendation has no " + property);
    }
}
