package tunewise.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.estimate.Images;
import tunewise.estimate.ObjectiveSetup;
import tunewise.plan.Fallback;
import tunewise.training.Attention;
import tunewise.training.Method;

/**
 * What all plans of a question have in common, as far as memory and speed follow from it.
 *
 * @param batch what one optimizer step takes
 * @param samples how they fill a batch
 * @param rank of the adapters
 * @param fallbacks in the order that rules give them
 * @param flash whether FlashAttention is used where a GPU has it
 * @param smallStates whether QLoRA's optimizer keeps states of 8 bits
 * @param images among the samples; whether their tower learns follows from the method
 * @param attention the kernel that was asked for; null for what suits the GPU
 */
record SizingContext(
        ById<Model> model,
        String stack,
        int sequenceLength,
        EffectiveBatch batch,
        Samples samples,
        int rank,
        List<Step> fallbacks,
        boolean flash,
        boolean smallStates,
        @Nullable Attention attention,
        ObjectiveSetup aim,
        Images images) {

    /**
     * How samples fill a batch.
     *
     * @param packable whether trainers can put several into one row
     * @param meanTokens of one, both sequences of a pair together; 0 where nobody told
     */
    record Samples(boolean packable, int meanTokens) {}

    /** A fallback that may be taken, on people's own machines only or on any. */
    record Step(Fallback fallback, boolean ownOnly) {}

    /**
     * A method on a machine, with what is around it.
     *
     * @param nodes machines that the GPUs stand in
     * @param gbitPerS what one machine sends to the others
     * @param hostGib memory of the host; 0 where nobody told
     */
    record Machine(Method method, ById<Gpu> gpu, int count, int nodes, double gbitPerS, double hostGib) {}

    /** Something large that has an id: told apart by all that it is, found by its id. */
    record ById<T>(String id, T value) {
        static ById<Gpu> of(Gpu gpu) {
            return new ById<>(gpu.id(), gpu);
        }

        static ById<Model> of(Model model) {
            return new ById<>(model.id(), model);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ById<?> same && (value == same.value || value.equals(same.value));
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }
}
