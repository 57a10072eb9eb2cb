package tunewise.advice;

import tunewise.catalog.Catalog;
import tunewise.question.Question;

/** Samples of one optimizer step, over all GPUs. */
final class EffectiveBatch {
    private EffectiveBatch() {}

    /** The usual number, halved for as long as the data would take fewer steps than a model learns from. */
    static int of(Question question, Catalog catalog) {
        double samples = (double) question.trainedTokens() / question.sequenceLength();
        double leastSteps = catalog.limit("least-steps", 0);
        int batch = (int) catalog.limit("effective-batch-samples");
        while (batch > 1 && samples < batch * leastSteps) {
            batch /= 2;
        }
        return batch;
    }
}
