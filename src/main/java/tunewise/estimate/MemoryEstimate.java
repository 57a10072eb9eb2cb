package tunewise.estimate;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Memory one GPU needs, in GiB (2^30), at the moment that needs most.
 *
 * @param moment when the peak is reached
 * @param allocatedGib what torch.cuda.max_memory_allocated would show
 * @param reservedGib what torch holds from the driver
 * @param totalGib what the card must hold, with CUDA context and communication buffers
 */
public record MemoryEstimate(Moment moment, List<Part> parts, Range allocatedGib, Range reservedGib, Range totalGib) {

    /** The moments of a training step that can be its peak. */
    public enum Moment {
        LOSS("the loss is computed"),
        REFERENCE("the reference reads the same samples"),
        TEACHER("the teacher reads the same samples"),
        LOSS_BACKWARD("the backward pass runs through the loss"),
        BACKWARD_START("the backward pass runs through the last layer"),
        ATTENTION("the backward pass runs through the last layer's attention"),
        BACKWARD_END("the backward pass runs through the first layer"),
        EMBEDDING("the input embedding receives its gradient"),
        VISION("the vision tower reads the images"),
        STEP("the optimizer steps");

        private final String words;

        Moment(String words) {
            this.words = words;
        }

        public String summary() {
            return words;
        }
    }

    /** What memory is needed for. */
    public enum Kind {
        WEIGHTS,
        REFERENCE,
        TEACHER,
        ROLLOUT,
        ADAPTERS,
        GRADIENTS,
        OPTIMIZER,
        ACTIVATIONS,
        LOGITS,
        WORKSPACE,
        OVERHEAD
    }

    /** One part of the peak; the formula is only written when somebody asks. */
    public record Part(Kind kind, double gib, Supplier<String> formula) {
        public String text() {
            return formula.get();
        }
    }

    public MemoryEstimate {
        parts = List.copyOf(parts);
    }

    /** GiB of one kind. */
    public double gib(Kind kind) {
        double sum = 0;
        for (Part part : parts) {
            if (part.kind() == kind) {
                sum += part.gib();
            }
        }
        return sum;
    }

    /** Whether the upper end fits. */
    public boolean fits(double usableGib) {
        return totalGib.high() <= usableGib;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f GiB (%.2f to %.2f), allocated %.2f, reserved %.2f, when %s",
                totalGib.central(),
                totalGib.low(),
                totalGib.high(),
                allocatedGib.central(),
                reservedGib.central(),
                moment.summary());
    }
}
