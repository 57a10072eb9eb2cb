package tunewise.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations that were found.
 *
 * @param next cursor of what follows; null at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listing(List<Summary> recommendations, @Nullable String next) {}
