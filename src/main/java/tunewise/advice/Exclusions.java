package tunewise.advice;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tunewise.plan.Exclusion;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.Scope;
import tunewise.training.Method;

/** What rules excluded, found by method and machine. */
final class Exclusions {
    private final Set<Scope> scopes = new HashSet<>();
    private final Set<Method> methods = EnumSet.noneOf(Method.class);
    private final Map<Machine, Counts> machines = new HashMap<>();

    private record Machine(Method method, String gpu) {}

    /** Numbers of a GPU that are excluded, and the least from which on all are. */
    private static final class Counts {
        private final Set<Integer> alone = new HashSet<>();
        private int from = Integer.MAX_VALUE;
    }

    Exclusions(List<Exclusion> exclusions) {
        exclusions.forEach(exclusion -> add(exclusion.scope()));
    }

    private void add(Scope scope) {
        boolean seen = !scopes.add(scope);
        Method method = scope.method();
        if (seen || method == null || scope.provider() != null || scope.offer() != null) {
            return;
        }
        if (scope.gpu() == null) {
            methods.add(method);
        } else if (scope.gpuCount() != null) {
            Counts counts = machines.computeIfAbsent(new Machine(method, scope.gpu()), key -> new Counts());
            counts.alone.add(scope.gpuCount());
            counts.from = scope.andMore() ? Math.min(counts.from, scope.gpuCount()) : counts.from;
        }
    }

    /** Whether a plan is ruled out at every offer, as {@link Scope#covers} has it. */
    boolean cover(Plan plan) {
        if (methods.contains(plan.method())) {
            return true;
        }
        Counts counts = machines.get(new Machine(plan.method(), plan.gpu().id()));
        return counts != null && (counts.alone.contains(plan.gpuCount()) || counts.from < plan.gpuCount());
    }

    /** Whether this very quote is ruled out, or its provider as a whole. */
    boolean name(Quote quote) {
        return scopes.contains(Scope.of(quote)) || scopes.contains(Scope.of(quote.provider()));
    }
}
