package tunewise.audit;

import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tunewise.advice.AnswerJson;
import tunewise.question.Question;

/** The questions of recorded recommendations, as they were understood when they were answered. */
public final class RecordedQuestions {
    private final Ledger ledger;

    public RecordedQuestions(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Hands over the newest ones, each with the id of its recommendation.
     *
     * @param from first day, in UTC; null for no bound
     * @param until last day; null for no bound
     */
    public void visit(
            int limit, @Nullable LocalDate from, @Nullable LocalDate until, BiConsumer<String, Question> visitor) {
        ledger.visitNewest(Ledger.RECOMMENDATION, limit, from, until == null ? null : until.plusDays(1), entry -> {
            if (!entry.erased()) {
                visitor.accept(entry.id(), question(entry.body()));
            }
        });
    }

    /** Passes over the trace, which is most of a body. */
    private static Question question(String body) {
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
