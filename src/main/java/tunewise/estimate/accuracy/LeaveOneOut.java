package tunewise.estimate.accuracy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Stack;
import tunewise.estimate.Range;
import tunewise.estimate.accuracy.MeasuredError.MemoryRun;
import tunewise.estimate.accuracy.MeasuredError.SpeedRun;

/**
 * Stacks as they would be known if one project had published nothing. Factors that only its runs could set lie between
 * the least and the most among the other stacks: rate, least time, shares of activations. What a stack does, as its code
 * has it, stays.
 */
final class LeaveOneOut {
    private final Catalog catalog;
    private final Map<String, Set<String>> sources = new HashMap<>();
    private final Map<String, String> publishers;

    LeaveOneOut(Catalog catalog, MeasuredError measured) {
        this.catalog = catalog;
        this.publishers = measured.publishers();
        for (MemoryRun run : measured.memory()) {
            if (!run.traced()) {
                add("memory/" + run.stack().id(), run.source());
            }
        }
        for (SpeedRun run : measured.speed()) {
            add("speed/" + run.stack().id(), run.source());
        }
    }

    private void add(String stack, String source) {
        sources.computeIfAbsent(stack, any -> new HashSet<>()).add(publishers.getOrDefault(source, source));
    }

    /** The range of a run's memory without what its own source told, in GiB. */
    Range without(MemoryRun run, Function<Stack, Range> estimate) {
        return without("memory/", run.stack(), estimate);
    }

    /** The range of a run's speed likewise, in tokens/s of one GPU. */
    Range without(SpeedRun run, Function<Stack, Range> estimate) {
        return without("speed/", run.stack(), estimate);
    }

    private Range without(String kind, Stack own, Function<Stack, Range> estimate) {
        if (sources.getOrDefault(kind + own.id(), Set.of()).size() != 1) {
            return estimate.apply(own);
        }
        List<Range> ranges = Stream.of(0.0, 0.5, 1.0)
                .map(place -> estimate.apply(likeOthers(own, place)))
                .toList();
        return new Range(
                ranges.stream().mapToDouble(Range::low).min().orElseThrow(),
                ranges.get(1).central(),
                ranges.stream().mapToDouble(Range::high).max().orElseThrow());
    }

    /** A stack with the factors at one place among those of the others: the least at 0, the middle, the most at 1. */
    private Stack likeOthers(Stack own, double place) {
        List<Stack> others = catalog.stacks().stream()
                .filter(stack -> !stack.id().equals(own.id()))
                .toList();
        return own.withFactors(
                at(place, others, Stack::activationShare),
                at(place, others, Stack::quantisedShare),
                at(place, others, Stack::efficiency),
                at(1 - place, others, Stack::floorSeconds));
    }

    private static double at(double place, List<Stack> stacks, ToDoubleFunction<Stack> factor) {
        double[] values = stacks.stream().mapToDouble(factor).sorted().toArray();
        return values[(int) Math.min(values.length - 1, Math.floor(place * values.length))];
    }
}
