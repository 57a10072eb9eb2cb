package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation.Outcome;
import tunewise.question.Knowledge;
import tunewise.training.Method;

/**
 * A recommendation as lists show it.
 *
 * @param chain id of the chain that it stands in
 * @param seq its place in the chain
 * @param setup null when no set-up could be found
 * @param guide whether the guide would pick the same: agrees, differs, or silent where it is not told
 * @param review verdict of the newest review, or {@code none}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecommendationSummary(
        String chain,
        long seq,
        String id,
        Instant createdAt,
        Outcome outcome,
        Knowledge knowledge,
        String model,
        String modelName,
        @Nullable Choice setup,
        String guide,
        String release,
        String cameFrom,
        @Nullable String requester,
        String review) {
    public static final String GUIDE_AGREES = "agrees";
    public static final String GUIDE_DIFFERS = "differs";
    public static final String GUIDE_SILENT = "silent";
    public static final String NOT_REVIEWED = "none";
    public static final String REVIEWED = "any";

    /**
     * What was chosen, with the dollars and hours of the whole job, or of training where the lens counts no more.
     *
     * @param rank 0 for full fine-tuning
     */
    public record Choice(
            Method method,
            int rank,
            String gpu,
            String gpuName,
            int gpuCount,
            String provider,
            String providerName,
            double costUsd,
            double hours) {}
}
