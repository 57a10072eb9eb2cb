package tunewise.advice;

import java.util.ArrayList;
import java.util.List;
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
        // FSDP turns fp16 weights into 32 bits, which costs more than it saves.
        boolean quantised = machine.method() == Method.QLORA;
        boolean whole = quantised || gpu.trainsInFp16() || !stack.divides(quantised);
        Sharding usual = sharding(whole, machine.count());
        Sized plan = sized(machine, usual);
        boolean hard = !plan.fits(gpu) || plan.levers().attentionOnly();
        if (usual == Sharding.DDP && stack.divides(quantised) && !gpu.trainsInFp16() && hard) {
            Sized divided = sized(machine, Sharding.FSDP);
            return divided.fits(gpu) ? divided : plan;
        }
        if (usual != Sharding.FSDP) {
            return plan;
        }
        Sized copied = sized(machine, Sharding.DDP);
        boolean faster = copied.speed().tokensPerSecond().central()
                > plan.speed().tokensPerSecond().central();
        return copied.fits(gpu) && (faster || !plan.fits(gpu)) ? copied : plan;
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
        int most = Math.max(1, Math.min(largestBatch, context.effectiveBatch() / machine.count()));
        TrainingConfig config =
                usual(machine.method(), gpu).withGpus(machine.count(), sharding).withBatch(most, length);
        if (machine.method() == Method.QLORA && sharding.dividesWeights()) {
            config = config.withOptimizer(Optimizer.ADAMW_TORCH_FUSED).with(Extra.SHARDED_QUANTIZATION);
        }
        List<Fallback> steps = new ArrayList<>();
        MemoryEstimate memory = estimator.memory(model, config, stack);
        for (SizingContext.Step step : context.fallbacks()) {
            if (memory.fits(gpu.usableGib())) {
                break;
            }
            if (!possible(step, config, machine)) {
                continue;
            }
            steps.add(step.fallback());
            config = smaller(config, step.fallback()).withBatch(1, length);
            memory = estimator.memory(model, config, stack);
            for (int batch = most; batch > 1 && memory.fits(gpu.usableGib()); batch /= 2) {
                TrainingConfig larger = config.withBatch(batch, length);
                MemoryEstimate its = estimator.memory(model, larger, stack);
                if (its.fits(gpu.usableGib())) {
                    config = larger;
                    memory = its;
                    break;
                }
            }
        }
        int accumulation = accumulation(config);
        Placement placement = new Placement(accumulation, machine.nodes(), machine.gbitPerS());
        return new Sized(
                config,
                steps,
                accumulation,
                need(memory),
                estimator.speed(model, config, gpu, stack, placement),
                levers(config, machine));
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
        return method == Method.QLORA && context.smallStates() ? usual.withOptimizer(Optimizer.ADAMW_8BIT) : usual;
    }

    /** Weights wait in the host's memory only where they are divided, and the person has told how much it has. */
    private static boolean possible(SizingContext.Step step, TrainingConfig config, Machine machine) {
        boolean adapters = config.method() != Method.FULL;
        boolean allowed = machine.gpu().value().owned() || !step.ownOnly();
        return switch (step.fallback()) {
            case ATTENTION_ADAPTERS -> adapters && allowed;
            case OFFLOADED_PARAMETERS -> config.sharding().dividesWeights() && machine.hostGib() > 0;
            default -> allowed;
        };
    }

    private static TrainingConfig smaller(TrainingConfig config, Fallback step) {
        return switch (step) {
            case SMALLER_BATCH, RANK_4 -> config;
            case GRADIENT_CHECKPOINTING -> config.withCheckpointing(true);
            case OPTIMIZER_8BIT -> config.withOptimizer(Optimizer.ADAMW_8BIT);
            case OFFLOADED_ACTIVATIONS -> config.with(Extra.ACTIVATIONS_OFFLOADED);
            case ATTENTION_ADAPTERS -> config.withTargets(AdapterTargets.ATTENTION);
            // States of 8 bits stay on the GPU, and the host steps through all others.
            case OFFLOADED_PARAMETERS ->
                config.withOptimizer(Optimizer.ADAMW_TORCH_FUSED).with(Extra.PARAMETERS_OFFLOADED);
        };
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
        int atOnce = config.microBatch() * config.gpuCount();
        int micros = Math.max(1, context.effectiveBatch() / atOnce);
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
