package tunewise.estimate.accuracy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import tunewise.catalog.Catalog;
import tunewise.catalog.Stack;
import tunewise.estimate.accuracy.MeasuredError.MemoryRun;
import tunewise.estimate.accuracy.MeasuredError.SpeedRun;

/**
 * Stacks as they would be known if one project had published nothing. Factors that only its runs could set are those
 * that are usual among the other stacks: rate, least time, shares of activations. What a stack does, as its code has it,
 * stays.
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

    /** The stack of a run's memory without what its own source told. */
    Stack without(MemoryRun run) {
        return ownOnly("memory/" + run.stack().id()) ? usual(run.stack()) : run.stack();
    }

    /** The stack of a run's speed likewise. */
    Stack without(SpeedRun run) {
        return ownOnly("speed/" + run.stack().id()) ? usual(run.stack()) : run.stack();
    }

    private boolean ownOnly(String stack) {
        return sources.getOrDefault(stack, Set.of()).size() == 1;
    }

    private Stack usual(Stack own) {
        List<Stack> others = catalog.stacks().stream()
                .filter(stack -> !stack.id().equals(own.id()))
                .toList();
        return own.withFactors(
                median(others, Stack::activationShare),
                median(others, Stack::quantisedShare),
                median(others, Stack::efficiency),
                median(others, Stack::floorSeconds));
    }

    private static double median(List<Stack> stacks, ToDoubleFunction<Stack> factor) {
        double[] values = stacks.stream().mapToDouble(factor).sorted().toArray();
        return Arrays.stream(values).skip(values.length / 2).findFirst().orElseThrow();
    }
}
