package tunewise.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the fine-tuned model is for.
 *
 * @param inferenceCalls how often it will be called in all; null when not said
 * @param production whether it serves a product
 * @param variants how many fine-tuned variants will be trained
 * @param runsPerYear how often this training is repeated in a year
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Workload(@Nullable Long inferenceCalls, boolean production, int variants, int runsPerYear) {
    public static final Workload NOT_SAID = new Workload(null, false, 1, 1);
}
