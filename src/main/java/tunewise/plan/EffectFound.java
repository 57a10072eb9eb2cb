package tunewise.plan;

import java.util.Locale;
import tunewise.catalog.Quality;
import tunewise.question.Method;

/**
 * What a method at a rank does to training time and quality.
 *
 * @param timeFactor relative to 16-bit LoRA
 * @param qualityLow share of full fine-tuning's quality
 */
public record EffectFound(
        Method method, int rank, double timeFactor, double qualityLow, double qualityHigh, String text)
        implements Finding {

    public static EffectFound of(Quality quality) {
        String text = String.format(
                Locale.ROOT,
                "%s%s: %.0f to %.0f %% of full fine-tuning's quality, %.1f times the time of LoRA.",
                quality.method().label(),
                quality.rank() == 0 ? "" : " at rank " + quality.rank(),
                100 * quality.low(),
                100 * quality.high(),
                quality.timeFactor());
        return new EffectFound(
                quality.method(), quality.rank(), quality.timeFactor(), quality.low(), quality.high(), text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method() && rank == quote.plan().rank();
    }
}
