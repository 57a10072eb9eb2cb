package tunewise.ledger.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.RecommendationSummary;

/**
 * Recommendations that were found.
 *
 * @param next cursor of what follows; null at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultPage(List<RecommendationSummary> recommendations, @Nullable String next) {}
