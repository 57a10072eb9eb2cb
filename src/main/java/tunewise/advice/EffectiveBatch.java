package tunewise.advice;

import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.question.Question;

/**
 * What one optimizer step takes, over all GPUs.
 *
 * @param packed rows where short samples are packed into one
 * @param single samples where each has a row of its own
 * @param mostRowTokens tokens of the largest micro batch; 0 where a release counts its samples alone
 */
record EffectiveBatch(int packed, int single, double mostRowTokens) {
    /** As many tokens as a step usually takes, and fewer where the data would take fewer steps than a model learns from. */
    static EffectiveBatch of(Question question, Catalog catalog) {
        return new EffectiveBatch(
                rows(question, catalog, question.rowTokens(true)),
                rows(question, catalog, question.rowTokens(false)),
                catalog.policy(PolicyValue.LARGEST_MICRO_BATCH_TOKENS));
    }

    /** Releases that count no tokens take the same number of samples whatever their length, and so does the guide. */
    static int samples(Question question, Catalog catalog) {
        int usual = (int) catalog.policy(PolicyValue.EFFECTIVE_BATCH_SAMPLES);
        return enoughSteps(usual, question, catalog, question.sampleTokens());
    }

    /** Whether the release counts the tokens of a step. */
    boolean countsTokens() {
        return mostRowTokens > 0;
    }

    /** Rows of a step. */
    int rows(boolean packs) {
        return packs ? packed : single;
    }

    /** The largest micro batch of samples of this length; longer ones gain as much from fewer. */
    int largestMicroBatch(int usual, int sequenceLength) {
        return countsTokens() ? Math.max(1, power((int) (mostRowTokens / sequenceLength))) : usual;
    }

    private static int rows(Question question, Catalog catalog, long rowTokens) {
        double tokens = catalog.policy(PolicyValue.STEP_TOKENS);
        // Answers that are made up belong to their prompts, and a step takes whole prompts.
        if (tokens == 0 || question.completionLength() != null) {
            return samples(question, catalog);
        }
        double most = catalog.policy(PolicyValue.MOST_STEP_SAMPLES);
        int usual = Math.max(1, power((int) Math.min(most, tokens / rowTokens)));
        return enoughSteps(usual, question, catalog, rowTokens);
    }

    private static int enoughSteps(int usual, Question question, Catalog catalog, long rowTokens) {
        double rows = (double) question.trainedTokens() / rowTokens;
        double leastSteps = catalog.policy(PolicyValue.LEAST_STEPS);
        int batch = usual;
        while (batch > 1 && rows < batch * leastSteps) {
            batch /= 2;
        }
        return batch;
    }

    /** The largest power of two that is no larger. */
    private static int power(int number) {
        return Integer.highestOneBit(number);
    }
}
