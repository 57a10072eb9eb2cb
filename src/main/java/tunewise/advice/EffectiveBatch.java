package tunewise.advice;

import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.question.Question;

/** Samples of one optimizer step, over all GPUs. */
final class EffectiveBatch {
    private EffectiveBatch() {}

    /** The usual number, halved for as long as the data would take fewer steps than a model learns from. */
    static int of(Question question, Catalog catalog) {
        double samples = (double) question.trainedTokens() / question.sampleTokens();
        double leastSteps = catalog.policy(PolicyValue.LEAST_STEPS);
        int batch = (int) catalog.policy(PolicyValue.EFFECTIVE_BATCH_SAMPLES);
        while (batch > 1 && samples < batch * leastSteps) {
            batch /= 2;
        }
        return batch;
    }
}
