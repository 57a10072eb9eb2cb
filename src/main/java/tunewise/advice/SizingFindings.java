package tunewise.advice;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tunewise.catalog.TechniqueId;
import tunewise.plan.CountLimit;
import tunewise.plan.EffectFound;
import tunewise.plan.FallbackFound;
import tunewise.plan.Finding;
import tunewise.plan.MemoryFound;
import tunewise.plan.MethodFound;
import tunewise.plan.QualityFound;
import tunewise.plan.RankFound;
import tunewise.plan.ScalingFound;
import tunewise.plan.SpeedFound;
import tunewise.plan.StatesFound;
import tunewise.plan.TechniqueFound;
import tunewise.plan.WeightsFound;
import tunewise.training.Method;

/** What the rules found before plans are built, ready to be looked up. */
final class SizingFindings {
    final List<Method> methods;
    final int rank;
    final List<FallbackFound> fallbacks;
    private final Map<Method, MemoryFound> memory = new HashMap<>();
    private final Map<Method, WeightsFound> weights = new HashMap<>();
    private final Map<Method, Integer> counts = new HashMap<>();
    private final Map<String, SpeedFound> speeds = new TreeMap<>();
    private final Map<Integer, ScalingFound> scalings = new HashMap<>();
    private final Map<String, EffectFound> effects = new HashMap<>();
    private final Map<Method, QualityFound> qualities = new EnumMap<>(Method.class);
    private final List<String> techniques;
    private final Optional<StatesFound> states;

    SizingFindings(List<Finding> findings) {
        methods = of(findings, MethodFound.class).stream()
                .map(MethodFound::method)
                .distinct()
                .sorted()
                .toList();
        rank = of(findings, RankFound.class).stream()
                .mapToInt(RankFound::rank)
                .max()
                .orElse(0);
        fallbacks = of(findings, FallbackFound.class).stream()
                .sorted(java.util.Comparator.comparingInt(FallbackFound::order))
                .toList();
        of(findings, MemoryFound.class).forEach(found -> memory.merge(found.method(), found, SizingFindings::larger));
        of(findings, WeightsFound.class).forEach(found -> weights.put(found.method(), found));
        of(findings, CountLimit.class).forEach(found -> counts.merge(found.method(), found.most(), Math::min));
        of(findings, ScalingFound.class).forEach(found -> scalings.put(found.gpuCount(), found));
        of(findings, EffectFound.class).forEach(found -> effects.put(key(found.method(), found.rank()), found));
        of(findings, SpeedFound.class).forEach(found -> speeds.merge(key(found), found, SizingFindings::preferred));
        of(findings, QualityFound.class).forEach(found -> qualities.put(found.method(), found));
        techniques = of(findings, TechniqueFound.class).stream()
                .map(TechniqueFound::technique)
                .toList();
        states = of(findings, StatesFound.class).stream().findFirst();
    }

    Optional<MemoryFound> memory(Method method) {
        return Optional.ofNullable(memory.get(method));
    }

    double weightsGb(Method method) {
        WeightsFound found = weights.get(method);
        return found == null ? 0 : found.gb();
    }

    int mostGpus(Method method) {
        return counts.getOrDefault(method, 1);
    }

    Optional<SpeedFound> speed(Method method, String gpu, int gpuCount) {
        return Optional.ofNullable(speeds.get(method.id() + "/" + gpu + "/" + gpuCount));
    }

    Optional<ScalingFound> scaling(int gpuCount) {
        return Optional.ofNullable(scalings.get(gpuCount));
    }

    Optional<EffectFound> effect(Method method, int rankOfPlan) {
        return Optional.ofNullable(effects.get(key(method, rankOfPlan)));
    }

    Optional<QualityFound> quality(Method method) {
        return Optional.ofNullable(qualities.get(method));
    }

    boolean technique(TechniqueId wanted) {
        return techniques.contains(wanted.id());
    }

    Optional<StatesFound> states() {
        return states;
    }

    private static <F extends Finding> List<F> of(List<Finding> findings, Class<F> kind) {
        return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static MemoryFound larger(MemoryFound one, MemoryFound other) {
        return one.minGb() >= other.minGb() ? one : other;
    }

    /** A figure for the size itself goes before one scaled to it; of two of a kind, the slower one. */
    private static SpeedFound preferred(SpeedFound one, SpeedFound other) {
        if (one.asGiven() != other.asGiven()) {
            return one.asGiven() ? one : other;
        }
        return one.tokensPerSecond() <= other.tokensPerSecond() ? one : other;
    }

    private static String key(SpeedFound found) {
        return found.method().id() + "/" + found.gpu() + "/" + found.gpuCount();
    }

    private static String key(Method method, int rank) {
        return method.id() + "/" + rank;
    }
}
