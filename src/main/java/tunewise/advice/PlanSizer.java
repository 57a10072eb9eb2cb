package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tunewise.advice.SizingContext.Machine;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Stack;
import tunewise.estimate.Estimator;
import tunewise.estimate.MemoryEstimate;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.estimate.Placement;
import tunewise.estimate.SpeedEstimate;
import tunewise.estimate.TrainingConfig;
import tunewise.plan.Fallback;
import tunewise.plan.Levers;
import tunewise.plan.MemoryNeed;
import tunewise.question.Extra;
import tunewise.training.AdapterTargets;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Sharding;

/**
 * Sizes set-ups by the estimator: on a machine the largest micro batch whose upper end fits, with as few fallbacks as it
 * takes, in the order that rules give them. Where nothing fits, the set-up with every fallback taken stands, so that
 * rules can say by how much it misses. What it made of a machine it remembers. Safe for use by several threads.
 */
final class PlanSizer {
    private static final int MACHINES = 2_000;

    private final SizingContext context;
    private final Model model;
    private final Estimator estimator;
    private final Stack stack;
    private final int largestBatch;
    private final double barelyFits;
    private final double roomSpeed;
    private final Remembered<Machine, Sized> sized;

    /** A set-up that is sized: how it trains, what it needs, how fast it is. */
    record Sized(
            TrainingConfig config,
            List<Fallback> steps,
            int accumulation,
            MemoryNeed memory,
            SpeedEstimate speed,
            Levers levers) {
        Sized {
            steps = List.copyOf(steps);
        }

        boolean fits(Gpu gpu) {
            return memory.high() <= gpu.usableGib();
        }
    }

    PlanSizer(SizingContext context, ReleaseMemory release, boolean keeping) {
        Catalog catalog = release.catalog();
        this.context = context;
        this.model = context.model().value();
        this.estimator = release.estimator();
        this.stack = catalog.stack(context.stack()).orElseThrow();
        this.largestBatch = (int) catalog.policy(PolicyValue.LARGEST_MEASURED_MICRO_BATCH);
        this.barelyFits = catalog.policy(PolicyValue.BARELY_FITS_SHARE);
        this.roomSpeed = catalog.policy(PolicyValue.ROOM_SPEED_SHARE);
        this.sized = new Remembered<>(keeping ? MACHINES : 0);
    }

    Sized on(Machine machine) {
        return sized.of(machine, this::fastest);
    }

    /**
     * Divided over the GPUs, unless each can hold it whole and is faster so; a 4-bit base is divided only where a GPU
     * could not hold it otherwise, or only with adapters that learn less.
     */
    private Sized fastest(Machine machine) {
        Gpu gpu = machine.gpu().value();
        // In fp16 all copies are tried first: FSDP turns weights that train into 32 bits, and with some stacks all.
        boolean quantised = machine.method() == Method.QLORA;
        boolean whole = quantised || gpu.trainsInFp16() || !stack.divides(quantised);
        Sharding usual = sharding(whole, machine.count());
        Sized plan = sized(machine, usual);
        boolean hard = !plan.fits(gpu) || plan.levers().attentionOnly();
        boolean divisible = gpu.trainsInFp16() ? stack.dividesInFp16(quantised) : stack.divides(quantised);
        if (usual == Sharding.DDP && divisible && hard) {
            Sized divided = sized(machine, Sharding.FSDP);
            boolean nearer =
                    quantised && divided.memory().high() < plan.memory().high();
            return divided.fits(gpu) || nearer ? divided : plan;
        }
        if (usual != Sharding.FSDP) {
            return plan;
        }
        Sized copied = sized(machine, Sharding.DDP);
        return copied.fits(gpu) && (faster(copied, plan) || !plan.fits(gpu)) ? copied : plan;
    }

    /** A 4-bit base is held whole by every GPU unless its storage type lets it be divided, which few stacks set. */
    static Sharding sharding(boolean quantised, int count) {
        if (count == 1) {
            return Sharding.NONE;
        }
        return quantised ? Sharding.DDP : Sharding.FSDP;
    }

    private Sized sized(Machine machine, Sharding sharding) {
        Gpu gpu = machine.gpu().value();
        int length = context.sequenceLength();
        TrainingConfig usual = usual(machine.method(), gpu).withGpus(machine.count(), sharding);
        int most = mostSamples(usual);
        TrainingConfig config = usual.withBatch(most, length);
        if (machine.method() == Method.QLORA && sharding.dividesWeights()) {
            config = config.withOptimizer(Optimizer.ADAMW_TORCH_FUSED).with(Extra.SHARDED_QUANTIZATION);
        }
        List<Fallback> steps = new ArrayList<>();
        MemoryEstimate memory = estimator.memory(model, config, stack);
        for (SizingContext.Step step : context.fallbacks()) {
            if (memory.fits(gpu.usableGib())) {
                break;
            }
            if (!FallbackSteps.possible(step, config, machine)) {
                continue;
            }
            steps.add(step.fallback());
            config = FallbackSteps.smaller(config, step.fallback()).withBatch(1, length);
            memory = estimator.memory(model, config, stack);
            if (memory.fits(gpu.usableGib())) {
                Filled filled = largest(new Filled(config, memory), gpu, most);
                config = filled.config();
                memory = filled.memory();
            }
        }
        Sized plan = lessPadded(finished(config, steps, memory, machine), machine);
        return roomier(recomputed(plan, most, machine).orElse(plan), machine);
    }

    /** A configuration and what it takes. */
    private record Filled(TrainingConfig config, MemoryEstimate memory) {}

    /** With the largest micro batch that fits, up to the most; as it is where none above its own does. */
    private Filled largest(Filled fitting, Gpu gpu, int most) {
        for (int batch = most; batch > fitting.config().microBatch(); batch /= 2) {
            TrainingConfig larger = fitting.config().withBatch(batch, context.sequenceLength());
            MemoryEstimate memory = estimator.memory(model, larger, stack);
            if (memory.fits(gpu.usableGib())) {
                return new Filled(larger, memory);
            }
        }
        return fitting;
    }

    /** With checkpointing and a larger micro batch, where that is faster than a small one which keeps everything. */
    private Optional<Sized> recomputed(Sized plan, int most, Machine machine) {
        TrainingConfig config = plan.config();
        Gpu gpu = machine.gpu().value();
        if (!context.batch().countsTokens()
                || !recomputes(plan, machine)
                || config.microBatch() == most
                || !plan.fits(gpu)) {
            return Optional.empty();
        }
        TrainingConfig kept = config.withCheckpointing(true);
        Filled other = largest(new Filled(kept, estimator.memory(model, kept, stack)), gpu, most);
        Sized checkpointed =
                lessPadded(finished(other.config(), withCheckpointing(plan), other.memory(), machine), machine);
        // A sample that is compared with those beside it learns nothing alone.
        boolean compares =
                comparesSamples() && config.microBatch() == 1 && other.config().microBatch() > 1;
        return compares || faster(checkpointed, plan) ? Optional.of(checkpointed) : Optional.empty();
    }

    /** Whether checkpointing is still to be had. */
    private boolean recomputes(Sized plan, Machine machine) {
        return !plan.config().gradientCheckpointing()
                && context.fallbacks().stream()
                        .anyMatch(step -> step.fallback() == Fallback.GRADIENT_CHECKPOINTING
                                && FallbackSteps.possible(step, plan.config(), machine));
    }

    private static List<Fallback> withCheckpointing(Sized plan) {
        List<Fallback> steps = new ArrayList<>(plan.steps());
        steps.add(Fallback.GRADIENT_CHECKPOINTING);
        return steps;
    }

    private boolean comparesSamples() {
        Objective objective = context.aim().objective();
        return objective == Objective.EMBEDDING || objective == Objective.KTO;
    }

    /** Where it barely fits, with fewer samples at once or checkpointing, if that is about as fast and leaves room. */
    private Sized roomier(Sized plan, Machine machine) {
        double room = barelyFits * machine.gpu().value().usableGib();
        double high = plan.memory().high();
        if (roomSpeed == 0 || high <= room || !plan.fits(machine.gpu().value())) {
            return plan;
        }
        List<Sized> others = new ArrayList<>();
        TrainingConfig config = plan.config();
        if (recomputes(plan, machine)) {
            others.addAll(fewer(config.withCheckpointing(true), config.microBatch(), withCheckpointing(plan), machine));
        }
        others.addAll(fewer(config, config.microBatch() / 2, plan.steps(), machine));
        return others.stream()
                .filter(other -> other.memory().high() <= room)
                .filter(other -> tokensPerSecond(other) >= (1 - roomSpeed) * tokensPerSecond(plan))
                .max(Comparator.comparingDouble(PlanSizer::tokensPerSecond))
                .orElse(plan);
    }

    /** The same with so many samples at once and fewer; those that are compared in a batch stay together. */
    private List<Sized> fewer(TrainingConfig config, int most, List<Fallback> steps, Machine machine) {
        List<Sized> sizes = new ArrayList<>();
        int least = comparesSamples() ? config.microBatch() : 1;
        for (int batch = most; batch >= least; batch /= 2) {
            TrainingConfig fewer = config.withBatch(batch, context.sequenceLength());
            sizes.add(finished(fewer, steps, estimator.memory(model, fewer, stack), machine));
        }
        return sizes;
    }

    /** With fewer samples at once, where that spares more padding than it costs; what is compared in a batch is worth it. */
    private Sized lessPadded(Sized plan, Machine machine) {
        TrainingConfig config = plan.config();
        if (!context.batch().countsTokens()
                || !config.has(Extra.PADDED)
                || comparesSamples()
                || context.aim().objective() == Objective.GRPO) {
            return plan;
        }
        Sized best = plan;
        for (int batch = config.microBatch() / 2; batch > 0; batch /= 2) {
            TrainingConfig fewer = config.withBatch(batch, context.sequenceLength());
            Sized other = finished(fewer, plan.steps(), estimator.memory(model, fewer, stack), machine);
            best = faster(other, best) ? other : best;
        }
        return best;
    }

    private static boolean faster(Sized one, Sized other) {
        return tokensPerSecond(one) > tokensPerSecond(other);
    }

    private static double tokensPerSecond(Sized plan) {
        return plan.speed().tokensPerSecond().central();
    }

    private Sized finished(TrainingConfig config, List<Fallback> steps, MemoryEstimate memory, Machine machine) {
        Gpu gpu = machine.gpu().value();
        int accumulation = accumulation(config);
        double mean = packs(config) || !context.batch().countsTokens()
                ? 0
                : (double) context.samples().meanTokens()
                        / context.aim().objective().sequences();
        Placement placement = new Placement(accumulation, mean, machine.nodes(), machine.gbitPerS());
        return new Sized(
                config,
                steps,
                accumulation,
                need(memory),
                estimator.speed(model, config, gpu, stack, placement),
                levers(config, machine));
    }

    /** Samples are packed where the kernel keeps them from seeing each other. */
    private boolean packs(TrainingConfig config) {
        return context.samples().packable() && config.attention().flash();
    }

    private int mostSamples(TrainingConfig config) {
        EffectiveBatch batch = context.batch();
        int largest = batch.largestMicroBatch(largestBatch, context.sequenceLength());
        return Math.max(1, Math.min(largest, batch.rows(packs(config)) / config.gpuCount()));
    }

    /** Without FlashAttention 2 a trainer takes scaled dot-product attention, which keeps no scores either. */
    private TrainingConfig usual(Method method, Gpu gpu) {
        boolean flash = context.flash() && gpu.supportsFlashAttention();
        TrainingConfig usual = TrainingConfig.usual(method, context.rank(), stack)
                .withTargets(AdapterTargets.AS_EXPORTED)
                .withAim(context.aim())
                // Adapters go to the language model; all weights are those of the tower too.
                .withImages(context.images().with(method == Method.FULL))
                .withCheckpointing(false)
                .withAttention(Kernels.planned(context.attention(), model, stack, flash));
        if (gpu.trainsInFp16()) {
            usual = usual.withPrecision(Precision.FP16);
        }
        if (!packs(usual) && context.batch().countsTokens()) {
            usual = usual.with(Extra.PADDED);
        }
        return method == Method.QLORA && context.smallStates() ? usual.withOptimizer(Optimizer.ADAMW_8BIT) : usual;
    }

    private Levers levers(TrainingConfig config, Machine machine) {
        double hostGib = estimator.hostGib(model, config, stack) / machine.nodes();
        return new Levers(
                config.targets().equals(AdapterTargets.ATTENTION),
                config.has(Extra.ACTIVATIONS_OFFLOADED),
                config.has(Extra.PARAMETERS_OFFLOADED),
                hostGib,
                hostGib == 0 ? 0 : machine.hostGib());
    }

    /** Micro batches of a step; where answers are made up, as many as hold all answers to their prompts. */
    private int accumulation(TrainingConfig config) {
        int atOnce = config.microBatch() * config.gpuCount() / config.gpusOfASample();
        int micros = Math.max(1, context.batch().rows(packs(config)) / atOnce);
        int answers = Math.max(1, context.aim().generations());
        while (micros * atOnce % answers != 0) {
            micros++;
        }
        return micros;
    }

    /** The parts of the peak as rules and answers name them. */
    static MemoryNeed need(MemoryEstimate memory) {
        return new MemoryNeed(
                memory.gib(Kind.WEIGHTS)
                        + memory.gib(Kind.REFERENCE)
                        + memory.gib(Kind.TEACHER)
                        + memory.gib(Kind.ROLLOUT)
                        + memory.gib(Kind.ADAPTERS),
                memory.gib(Kind.GRADIENTS),
                memory.gib(Kind.OPTIMIZER),
                memory.gib(Kind.ACTIVATIONS) + memory.gib(Kind.WORKSPACE),
                memory.gib(Kind.LOGITS),
                memory.gib(Kind.OVERHEAD),
                memory.totalGib().central(),
                memory.totalGib().low(),
                memory.totalGib().high());
    }
}
