package tunewise.plan;

import tunewise.question.Method;

/** What a method at a rank does to training time (relative to 16-bit LoRA) and to quality (share of full fine-tuning's). */
public record EffectFound(
        Method method, int rank, double timeFactor, double qualityLow, double qualityHigh, String text)
        implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method() && rank == quote.plan().rank();
    }
}
