package tunewise.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A language model one can fine-tune.
 *
 * @param id Hugging Face id, or the name the person gave when only a size or a config.json is known
 * @param parameters weights in all, every expert counted
 * @param activeParameters of a mixture of experts, weights a token passes through as publishers count them; of others all
 * @param shape null when only the size is known
 * @param contextLength tokens; 0 when unknown
 * @param licence empty when unknown
 * @param gated "yes", "no" or "unknown": whether the weights need an accepted licence before download
 */
public record Model(
        String id,
        String name,
        String family,
        long parameters,
        long activeParameters,
        @Nullable Architecture shape,
        int contextLength,
        String licence,
        String gated,
        String source,
        String note) {

    public Optional<Architecture> architecture() {
        return Optional.ofNullable(shape);
    }

    /** Parameters in billions (10^9). */
    public double parametersB() {
        return parameters / 1e9;
    }

    public boolean mixtureOfExperts() {
        return shape != null && shape.experts() > 0;
    }
}
