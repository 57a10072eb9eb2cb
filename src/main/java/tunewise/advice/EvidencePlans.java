package tunewise.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Stack;
import tunewise.catalog.TechniqueId;
import tunewise.estimate.Estimator;
import tunewise.estimate.MemoryEstimate;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.estimate.ObjectiveSetup;
import tunewise.estimate.Placement;
import tunewise.estimate.Range;
import tunewise.estimate.SpeedEstimate;
import tunewise.estimate.TrainingConfig;
import tunewise.plan.Fallback;
import tunewise.plan.FallbackFound;
import tunewise.plan.Levers;
import tunewise.plan.MemoryNeed;
import tunewise.plan.Plan;
import tunewise.plan.QualityFound;
import tunewise.question.Extra;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.training.AdapterTargets;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Sharding;

/**
 * Plans sized by the estimator: for each method, GPU and number of GPUs the largest micro batch whose upper end fits,
 * with as few fallbacks as it takes, in the order that rules give them. Where nothing fits, the plan with every
 * fallback taken stands, so that rules can say by how much it misses.
 */
final class EvidencePlans implements Plans {
    private final Question question;
    private final SizingFindings findings;
    private final Model model;
    private final Estimator estimator;
    private final Stack stack;
    private final Machines machines;
    private final RentedOffers rented;
    private final double attentionQuality;
    private final ObjectiveSetup aim;
    private final int largestBatch;
    private final int effectiveBatch;

    EvidencePlans(
            Question question,
            SizingFindings findings,
            Model model,
            Catalog catalog,
            Estimator estimator,
            OwnMachines own,
            RentedOffers rented,
            ObjectiveSetup aim) {
        this.rented = rented;
        this.machines = new Machines(question, catalog, own);
        this.attentionQuality = catalog.policy(PolicyValue.ATTENTION_ADAPTERS_QUALITY_SHARE);
        this.question = question;
        this.findings = findings;
        this.model = model;
        this.estimator = estimator;
        this.stack = catalog.stack(question.stack()).orElseThrow();
        this.largestBatch = (int) catalog.policy(PolicyValue.LARGEST_MEASURED_MICRO_BATCH);
        this.aim = aim;
        this.effectiveBatch = EffectiveBatch.of(question, catalog);
    }

    @Override
    public List<Plan> on(List<Gpu> gpus) {
        List<Plan> plans = new ArrayList<>();
        for (Method method : findings.methods) {
            QualityFound quality = findings.quality(method).orElse(null);
            if (quality == null) {
                continue;
            }
            for (Gpu gpu : gpus) {
                for (int count : counts(method, gpu)) {
                    plans.add(fastest(method, gpu, count, quality));
                }
            }
        }
        return plans;
    }

    /** A machine of one's own is used up to the person's limit, rented ones as far as rules let a method go. */
    private List<Integer> counts(Method method, Gpu gpu) {
        int most = gpu.owned() ? question.maxGpus() : findings.mostGpus(method);
        return machines.counts(gpu).stream()
                .filter(count -> count <= most)
                .filter(count -> gpu.owned() || rented.worthPlanning(gpu, count / machines.nodes(gpu, count)))
                .toList();
    }

    /**
     * Divided over the GPUs, unless each can hold it whole and is faster so; a 4-bit base is divided only where a GPU
     * could not hold it otherwise, or only with adapters that learn less.
     */
    private Plan fastest(Method method, Gpu gpu, int count, QualityFound quality) {
        // FSDP turns fp16 weights into 32 bits, which costs more than it saves.
        boolean quantised = method == Method.QLORA;
        boolean whole = quantised || gpu.trainsInFp16() || !stack.divides(quantised);
        Sharding usual = sharding(whole, count);
        Plan plan = plan(method, gpu, count, usual, quality);
        boolean hard = plan.fills(1) || plan.levers().attentionOnly();
        if (usual == Sharding.DDP && stack.divides(quantised) && !gpu.trainsInFp16() && hard) {
            Plan divided = plan(method, gpu, count, Sharding.FSDP, quality);
            return divided.fills(1) ? plan : divided;
        }
        if (usual != Sharding.FSDP) {
            return plan;
        }
        Plan copied = plan(method, gpu, count, Sharding.DDP, quality);
        boolean faster =
                copied.tokensPerSecond().central() > plan.tokensPerSecond().central();
        return !copied.fills(1) && (faster || plan.fills(1)) ? copied : plan;
    }

    private Plan plan(Method method, Gpu gpu, int count, Sharding sharding, QualityFound quality) {
        int most = Math.max(1, Math.min(largestBatch, effectiveBatch / count));
        TrainingConfig config = usual(method, gpu).withGpus(count, sharding).withBatch(most, question.sequenceLength());
        if (method == Method.QLORA && sharding.dividesWeights()) {
            config = config.withOptimizer(Optimizer.ADAMW_TORCH_FUSED).with(Extra.SHARDED_QUANTIZATION);
        }
        List<Fallback> steps = new ArrayList<>();
        MemoryEstimate memory = estimator.memory(model, config, stack);
        for (FallbackFound fallback : findings.fallbacks) {
            if (memory.fits(gpu.usableGib())) {
                break;
            }
            if (!possible(fallback, config, gpu)) {
                continue;
            }
            steps.add(fallback.step());
            config = smaller(config, fallback.step()).withBatch(1, question.sequenceLength());
            memory = estimator.memory(model, config, stack);
            for (int batch = most; batch > 1 && memory.fits(gpu.usableGib()); batch /= 2) {
                TrainingConfig larger = config.withBatch(batch, question.sequenceLength());
                MemoryEstimate its = estimator.memory(model, larger, stack);
                if (its.fits(gpu.usableGib())) {
                    config = larger;
                    memory = its;
                    break;
                }
            }
        }
        return finished(config, gpu, steps, memory, quality);
    }

    /** Without FlashAttention 2 a trainer takes scaled dot-product attention, which keeps no scores either. */
    private TrainingConfig usual(Method method, Gpu gpu) {
        boolean flash = findings.technique(TechniqueId.FLASH_ATTENTION) && gpu.supportsFlashAttention();
        TrainingConfig usual = TrainingConfig.usual(method, findings.rank, stack)
                .withAim(aim)
                .withCheckpointing(false)
                .withAttention(Kernels.planned(question, model, stack, flash));
        if (gpu.trainsInFp16()) {
            usual = usual.withPrecision(Precision.FP16);
        }
        boolean smallStates = method == Method.QLORA && findings.technique(TechniqueId.OPTIMIZER_8BIT);
        return smallStates ? usual.withOptimizer(Optimizer.ADAMW_8BIT) : usual;
    }

    /** Weights wait in the host's memory only where they are divided, and the person has told how much it has. */
    private boolean possible(FallbackFound fallback, TrainingConfig config, Gpu gpu) {
        boolean adapters = config.method() != Method.FULL;
        return switch (fallback.step()) {
            case ATTENTION_ADAPTERS -> adapters && (gpu.owned() || !fallback.ownOnly());
            case OFFLOADED_PARAMETERS -> config.sharding().dividesWeights() && machines.hostGib(gpu) > 0;
            default -> gpu.owned() || !fallback.ownOnly();
        };
    }

    /** What is trained towards, with the teacher that the question names. */
    static ObjectiveSetup aim(Question question, Models models) {
        return new ObjectiveSetup(
                question.objective(),
                Objects.requireNonNullElse(question.generations(), 0),
                Objects.requireNonNullElse(question.completionLength(), 0),
                question.teacher() == null ? null : models.resolve(new ModelAsk.Named(question.teacher())));
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

    /** A 4-bit base is held whole by every GPU unless its storage type lets it be divided, which few stacks set. */
    static Sharding sharding(boolean quantised, int count) {
        if (count == 1) {
            return Sharding.NONE;
        }
        return quantised ? Sharding.DDP : Sharding.FSDP;
    }

    private Plan finished(
            TrainingConfig config, Gpu gpu, List<Fallback> steps, MemoryEstimate memory, QualityFound quality) {
        int nodes = machines.nodes(gpu, config.gpuCount());
        int accumulation = accumulation(config);
        Placement placement = new Placement(accumulation, nodes, machines.gbitPerS(gpu));
        SpeedEstimate estimate = estimator.speed(model, config, gpu, stack, placement);
        Range speed = estimate.tokensPerSecond();
        boolean attentionOnly = config.targets().equals(AdapterTargets.ATTENTION);
        double learned = attentionOnly ? attentionQuality : 1;
        double tokens = question.trainedTokens();
        return new Plan(
                config.method(),
                config.rank(),
                config.quantization(),
                gpu,
                config.gpuCount(),
                config.microBatch(),
                accumulation,
                config.gradientCheckpointing(),
                config.attention().flash(),
                config.sharding(),
                config.optimizer().id(),
                config.precision().id(),
                question.stack(),
                steps,
                need(memory),
                speed,
                new Range(tokens / speed.high() / 3600, tokens / speed.central() / 3600, tokens / speed.low() / 3600),
                quality.low() * learned,
                quality.high() * learned,
                levers(config, gpu, nodes),
                nodes,
                estimate.generationShare());
    }

    private Levers levers(TrainingConfig config, Gpu gpu, int nodes) {
        double hostGib = estimator.hostGib(model, config, stack) / nodes;
        return new Levers(
                config.targets().equals(AdapterTargets.ATTENTION),
                config.has(Extra.ACTIVATIONS_OFFLOADED),
                config.has(Extra.PARAMETERS_OFFLOADED),
                hostGib,
                hostGib == 0 ? 0 : machines.hostGib(gpu));
    }

    /** Micro batches of a step; where answers are made up, as many as hold all answers to their prompts. */
    private int accumulation(TrainingConfig config) {
        int atOnce = config.microBatch() * config.gpuCount();
        int micros = Math.max(1, effectiveBatch / atOnce);
        int answers = Math.max(1, aim.generations());
        while (micros * atOnce % answers != 0) {
            micros++;
        }
        return micros;
    }

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
