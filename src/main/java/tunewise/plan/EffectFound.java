package tunewise.plan;

import tunewise.catalog.Quality;
import tunewise.text.Figures;
import tunewise.training.Method;

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
        String text = quality.method().label() + (quality.rank() == 0 ? "" : " at rank " + quality.rank()) + ": "
                + Figures.plain(100 * quality.low(), 0) + " to " + Figures.plain(100 * quality.high(), 0)
                + " % of full fine-tuning's quality, " + Figures.plain(quality.timeFactor(), 1)
                + " times the time of LoRA.";
        return new EffectFound(
                quality.method(), quality.rank(), quality.timeFactor(), quality.low(), quality.high(), text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method() && rank == quote.plan().rank();
    }
}
