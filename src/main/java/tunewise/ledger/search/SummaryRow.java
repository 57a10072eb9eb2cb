package tunewise.ledger.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import tunewise.advice.Recommendation.Outcome;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.question.Knowledge;
import tunewise.text.Choice;
import tunewise.training.Method;

/** A row of the index as the summary of a recommendation. */
final class SummaryRow {
    private SummaryRow() {}

    static RecommendationSummary summary(ResultSet row) throws SQLException {
        String gpu = row.getString("gpu");
        String requester = row.getString("requester");
        return new RecommendationSummary(
                row.getString("chain"),
                row.getLong("seq"),
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created")),
                chosen(Outcome.values(), row.getString("outcome")),
                chosen(Knowledge.values(), row.getString("knowledge")),
                row.getString("model"),
                row.getString("model_name"),
                gpu.isEmpty()
                        ? null
                        : new RecommendationSummary.Choice(
                                chosen(Method.values(), row.getString("method")),
                                row.getInt("rank"),
                                gpu,
                                row.getString("gpu_name"),
                                row.getInt("gpu_count"),
                                row.getString("provider"),
                                row.getString("provider_name"),
                                row.getDouble("cost_usd"),
                                row.getDouble("hours")),
                row.getString("guide"),
                row.getString("release"),
                row.getString("came_from"),
                requester.isEmpty() ? null : requester,
                row.getString("review"));
    }

    static <C extends Choice> C chosen(C[] choices, String id) throws SQLException {
        for (C choice : choices) {
            if (choice.id().equals(id)) {
                return choice;
            }
        }
        throw new SQLException("the index holds '" + id + "', which this version does not know");
    }
}
