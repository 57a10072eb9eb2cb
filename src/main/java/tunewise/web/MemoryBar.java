package tunewise.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation.Memory;

/**
 * Memory of one GPU as a bar of parts; places on it are in thousandths of its length.
 *
 * @param usableAt where the card ends
 * @param needs what it takes, in words
 * @param left what stays free, in words
 */
record MemoryBar(List<Part> parts, int usableAt, String usable, String needs, String left) {
    private static final int LENGTH = 1000;

    /** A part of the need; colour is the name of its class. */
    record Part(String colour, String label, String gib, int from, int width) {}

    static MemoryBar of(Memory memory) {
        double length = Math.max(memory.usableGib(), memory.highGib());
        List<Part> parts = new ArrayList<>();
        double at = 0;
        at = add(parts, "weights", "Weights", memory.weightsGib(), at, length);
        at = add(parts, "gradients", "Gradients", memory.gradientsGib(), at, length);
        at = add(parts, "optimizer", "Optimizer states", memory.optimizerGib(), at, length);
        at = add(parts, "activations", "Activations", memory.activationsGib(), at, length);
        at = add(parts, "logits", "Logits", memory.logitsGib(), at, length);
        at = add(parts, "overhead", "Overhead", memory.overheadGib(), at, length);
        add(parts, "rest", "Everything else, not told apart", rest(memory.totalGib() - at), at, length);
        return new MemoryBar(
                parts,
                place(memory.usableGib(), length),
                Words.gib(memory.usableGib()),
                memory.lowGib() == memory.highGib()
                        ? Words.gib(memory.totalGib())
                        : Words.gib(memory.totalGib()) + " (" + Words.gib(memory.lowGib()) + " to "
                                + Words.gib(memory.highGib()) + ")",
                Words.gib(memory.usableGib() - memory.highGib()));
    }

    private static double add(
            List<Part> parts, String colour, String label, @Nullable Double gib, double at, double length) {
        if (gib == null || gib <= 0) {
            return at;
        }
        int from = place(at, length);
        parts.add(new Part(colour, label, Words.gib(gib), from, place(at + gib, length) - from));
        return at + gib;
    }

    /** Less than what rounding leaves is nothing. */
    private static @Nullable Double rest(double gib) {
        return gib < 0.05 ? null : gib;
    }

    private static int place(double gib, double length) {
        return (int) Math.round(LENGTH * gib / length);
    }
}
