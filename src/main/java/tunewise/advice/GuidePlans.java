package tunewise.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Gpu;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.TechniqueId;
import tunewise.estimate.Fit;
import tunewise.estimate.Range;
import tunewise.estimate.Units;
import tunewise.plan.EffectFound;
import tunewise.plan.Fallback;
import tunewise.plan.FallbackFound;
import tunewise.plan.Levers;
import tunewise.plan.MemoryFound;
import tunewise.plan.MemoryNeed;
import tunewise.plan.Plan;
import tunewise.plan.ScalingFound;
import tunewise.plan.SpeedFound;
import tunewise.question.Question;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * Plans by the thresholds and speeds of the guide: for each method and GPU the smallest number of GPUs first, each with the
 * largest batch and the fewest fallbacks that fit. Where nothing fits, the plan with every fallback taken stands, so
 * that rules can say by how much it misses.
 */
final class GuidePlans implements Plans {
    private final Question question;
    private final SizingFindings findings;
    private final List<Integer> gpuCounts;
    private final int largestBatch;
    private final int effectiveBatch;
    private final double referenceTokens;
    private final int tightRank;

    GuidePlans(Question question, SizingFindings findings, tunewise.catalog.Catalog catalog) {
        this.question = question;
        this.findings = findings;
        this.gpuCounts = catalog.gpuCounts();
        this.largestBatch = (int) catalog.policy(PolicyValue.LARGEST_MICRO_BATCH);
        this.effectiveBatch = EffectiveBatch.samples(question, catalog);
        this.referenceTokens = catalog.policy(PolicyValue.REFERENCE_SEQUENCE_TOKENS);
        this.tightRank = (int) catalog.policy(PolicyValue.TIGHT_RANK);
    }

    @Override
    public List<Plan> on(List<Gpu> gpus) {
        List<Plan> plans = new ArrayList<>();
        for (Method method : findings.methods) {
            MemoryFound memory = findings.memory(method).orElse(null);
            if (memory == null) {
                continue;
            }
            for (Gpu gpu : gpus) {
                for (int count : gpuCounts) {
                    if (count <= findings.mostGpus(method)) {
                        plan(method, memory, gpu, count).ifPresent(plans::add);
                    }
                }
            }
        }
        return plans;
    }

    private Optional<Plan> plan(Method method, MemoryFound memory, Gpu gpu, int count) {
        int rank = method == Method.FULL ? 0 : findings.rank;
        Sizing sizing = new Sizing(largestBatch, 1, 1, rank, List.of());
        for (FallbackFound fallback : withNone(findings.fallbacks)) {
            if (fallback != null) {
                sizing = concede(sizing, fallback, method);
            }
            if (Units.gib(gb(memory, method, count, sizing)) <= gpu.usableGib()) {
                break;
            }
        }
        return finished(method, memory, gpu, count, sizing);
    }

    private Sizing concede(Sizing sizing, FallbackFound fallback, Method method) {
        List<Fallback> steps = new ArrayList<>(sizing.steps);
        steps.add(fallback.step());
        return switch (fallback.step()) {
            case SMALLER_BATCH -> new Sizing(1, sizing.memoryFactor, sizing.timeFactor, sizing.rank, steps);
            case GRADIENT_CHECKPOINTING ->
                new Sizing(
                        sizing.batch,
                        sizing.memoryFactor * fallback.memoryFactor(),
                        sizing.timeFactor * fallback.timeFactor(),
                        sizing.rank,
                        steps);
            case OPTIMIZER_8BIT, DIVIDED_SAMPLES, OFFLOADED_ACTIVATIONS, ATTENTION_ADAPTERS, OFFLOADED_PARAMETERS ->
                sizing;
            case RANK_4 ->
                method == Method.LORA
                        ? new Sizing(
                                sizing.batch,
                                sizing.memoryFactor * fallback.memoryFactor(),
                                sizing.timeFactor,
                                tightRank,
                                steps)
                        : sizing;
        };
    }

    private Optional<Plan> finished(Method method, MemoryFound memory, Gpu gpu, int count, Sizing sizing) {
        Sizing fitting = largestFitting(method, memory, gpu, count, sizing);
        Range speed = speed(method, gpu, count, fitting).orElse(null);
        EffectFound effect = findings.effect(method, fitting.rank).orElse(null);
        if (speed == null || effect == null) {
            return Optional.empty();
        }
        double tokens = question.trainedTokens();
        Range hours =
                new Range(tokens / speed.high() / 3600, tokens / speed.central() / 3600, tokens / speed.low() / 3600);
        MemoryNeed need = need(method, memory, count, fitting);
        boolean fits = need.high() <= gpu.usableGib();
        return Optional.of(new Plan(
                method,
                fitting.rank,
                method == Method.QLORA ? Quantization.NF4 : Quantization.NONE,
                gpu,
                count,
                fitting.batch,
                Math.max(1, effectiveBatch / (fitting.batch * count)),
                fitting.steps.contains(Fallback.GRADIENT_CHECKPOINTING),
                findings.technique(TechniqueId.FLASH_ATTENTION) && gpu.supportsFlashAttention(),
                sharding(method, count),
                findings.technique(TechniqueId.OPTIMIZER_8BIT) && method == Method.QLORA
                        ? "adamw_8bit"
                        : "adamw_torch_fused",
                findings.technique(TechniqueId.MIXED_PRECISION) ? "bf16" : "fp32",
                question.stack(),
                fitting.steps,
                need,
                speed,
                hours,
                effect.qualityLow(),
                effect.qualityHigh(),
                Levers.NONE,
                1,
                0,
                fits ? Fit.YES : Fit.NO,
                fits ? 1 : 0));
    }

    /** Where giving up batch was enough, batches between the largest and 1 may do. */
    private Sizing largestFitting(Method method, MemoryFound memory, Gpu gpu, int count, Sizing sizing) {
        if (sizing.steps.size() == 1 && sizing.steps.contains(Fallback.SMALLER_BATCH)) {
            for (int batch = largestBatch / 2; batch > 1; batch /= 2) {
                Sizing larger = new Sizing(batch, sizing.memoryFactor, sizing.timeFactor, sizing.rank, sizing.steps);
                if (Units.gib(gb(memory, method, count, larger)) <= gpu.usableGib()) {
                    return larger;
                }
            }
        }
        return sizing;
    }

    /** GB (10^9) one GPU findings. Savings never take it below the weights, unless the guide's own figure lies there. */
    private double gb(MemoryFound memory, Method method, int count, Sizing sizing) {
        double tokens = sizing.batch * (double) question.sequenceLength();
        double samples = Math.max(0, tokens / referenceTokens - 1);
        double full = memory.minGb() + samples * memory.perSampleGb();
        double floor = Math.min(full, findings.weightsGb(method));
        double reduced = Math.max(full * sizing.memoryFactor, floor);
        return shared(method) ? reduced / count : reduced;
    }

    /** A 4-bit base is held whole by every GPU; everything else is divided. */
    private static boolean shared(Method method) {
        return method != Method.QLORA;
    }

    private static Sharding sharding(Method method, int count) {
        if (count == 1) {
            return Sharding.NONE;
        }
        return shared(method) ? Sharding.FSDP : Sharding.DDP;
    }

    private MemoryNeed need(Method method, MemoryFound memory, int count, Sizing sizing) {
        double total = Units.gib(gb(memory, method, count, sizing));
        double share = shared(method) ? count : 1;
        Double optimizer = null;
        Double activations = null;
        if (method == Method.FULL && findings.states().isPresent()) {
            optimizer = Units.gib(findings.states().get().optimizerGb()) / share;
            activations = Units.gib(findings.states().get().activationsGb());
        }
        double weights = Units.gib(findings.weightsGb(method)) / share;
        return new MemoryNeed(weights, null, optimizer, activations, null, null, total, total, total);
    }

    private Optional<Range> speed(Method method, Gpu gpu, int count, Sizing sizing) {
        SpeedFound given = findings.speed(method, gpu.id(), count).orElse(null);
        if (given != null && given.asGiven()) {
            return Optional.of(Range.exactly(given.tokensPerSecond() / sizing.timeFactor));
        }
        EffectFound effect = findings.effect(method, sizing.rank).orElse(null);
        if (effect == null) {
            return Optional.empty();
        }
        return one(method, gpu, effect).flatMap(single -> scaled(single / sizing.timeFactor, count));
    }

    private Optional<Double> one(Method method, Gpu gpu, EffectFound effect) {
        Optional<Double> own =
                findings.speed(method, gpu.id(), 1).filter(SpeedFound::asGiven).map(SpeedFound::tokensPerSecond);
        return own.or(() ->
                findings.speed(Method.LORA, gpu.id(), 1).map(lora -> lora.tokensPerSecond() / effect.timeFactor()));
    }

    private Optional<Range> scaled(double single, int count) {
        if (count == 1) {
            return Optional.of(Range.exactly(single));
        }
        return findings.scaling(count).map(scaling -> range(single * count, scaling));
    }

    private static Range range(double ideal, ScalingFound scaling) {
        return new Range(ideal * scaling.low(), ideal * scaling.central(), ideal * scaling.high());
    }

    private static List<@Nullable FallbackFound> withNone(List<FallbackFound> fallbacks) {
        List<@Nullable FallbackFound> steps = new ArrayList<>();
        steps.add(null);
        steps.addAll(fallbacks);
        return steps;
    }

    private record Sizing(int batch, double memoryFactor, double timeFactor, int rank, List<Fallback> steps) {}
}
