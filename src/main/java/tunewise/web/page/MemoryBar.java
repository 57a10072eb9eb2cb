package tunewise.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate.Memory;
import tunewise.wording.DisplayText;

/**
 * Memory of one GPU as a bar of parts; places on it are in thousandths of its length.
 *
 * @param usableAt where the card ends
 * @param range where the need lies between low and high; null where it is one figure
 * @param needs what it takes, in words
 * @param left what stays free, in words; null when nothing does
 * @param beware that the parts are more than the figure the set-up was judged by, in words; null when they are not
 */
public record MemoryBar(
        List<Part> parts,
        int usableAt,
        @Nullable Marks range,
        String usable,
        String needs,
        @Nullable String left,
        @Nullable String beware) {
    private static final int LENGTH = 1000;

    /** A part of the need; colour is the name of its class. */
    public record Part(String colour, String label, String gib, int from, int width) {}

    /** Low and high of the need, as places and in words. */
    record Marks(int low, int high, String words) {}

    public static MemoryBar of(Memory memory) {
        double known = Stream.of(
                        memory.gradientsGib(),
                        memory.optimizerGib(),
                        memory.activationsGib(),
                        memory.logitsGib(),
                        memory.overheadGib())
                .filter(Objects::nonNull)
                .reduce(memory.weightsGib(), Double::sum);
        double length = Math.max(memory.usableGib(), Math.max(memory.highGib(), known));
        List<Part> parts = new ArrayList<>();
        double at = 0;
        at = add(parts, "weights", "Weights", memory.weightsGib(), at, length);
        at = add(parts, "gradients", "Gradients", memory.gradientsGib(), at, length);
        at = add(parts, "optimizer", "Optimizer states", memory.optimizerGib(), at, length);
        at = add(parts, "activations", "Activations", memory.activationsGib(), at, length);
        at = add(parts, "logits", "Logits", memory.logitsGib(), at, length);
        at = add(parts, "overhead", "Overhead", memory.overheadGib(), at, length);
        add(parts, "rest", "Everything else", rest(memory.totalGib() - known), at, length);
        return new MemoryBar(
                parts,
                place(memory.usableGib(), length),
                marks(memory, length),
                DisplayText.gib(memory.usableGib()),
                needs(memory),
                left(memory.usableGib(), Math.max(memory.highGib(), known)),
                beware(memory, known));
    }

    private static @Nullable Marks marks(Memory memory, double length) {
        String words = range(memory);
        return words == null ? null : new Marks(place(memory.lowGib(), length), place(memory.highGib(), length), words);
    }

    private static @Nullable String range(Memory memory) {
        return memory.lowGib() == memory.highGib()
                ? null
                : DisplayText.gib(memory.lowGib()) + " to " + DisplayText.gib(memory.highGib());
    }

    private static String needs(Memory memory) {
        String range = range(memory);
        return DisplayText.gib(memory.totalGib()) + (range == null ? "" : " (" + range + ")");
    }

    /** Of the figures as they are shown, so that a reader who subtracts them gets the same. */
    private static @Nullable String left(double usable, double taken) {
        return usable < taken ? null : DisplayText.gib((Math.round(10 * usable) - Math.round(10 * taken)) / 10.0);
    }

    private static @Nullable String beware(Memory memory, double known) {
        if (rest(known - memory.totalGib()) == null) {
            return null;
        }
        String parts = known == memory.weightsGib() ? "the weights alone take " : "its parts add up to ";
        return "It used a figure of " + DisplayText.gib(memory.totalGib()) + " a GPU, but " + parts
                + DisplayText.gib(known)
                + (known > memory.usableGib()
                        ? ", more than the card's " + DisplayText.gib(memory.usableGib()) + ": it will not load."
                        : ".");
    }

    private static double add(
            List<Part> parts, String colour, String label, @Nullable Double gib, double at, double length) {
        if (gib == null || gib <= 0) {
            return at;
        }
        int from = place(at, length);
        parts.add(new Part(colour, label, DisplayText.gib(gib), from, place(at + gib, length) - from));
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
