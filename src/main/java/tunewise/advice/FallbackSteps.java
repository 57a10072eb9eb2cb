package tunewise.advice;

import tunewise.advice.SizingContext.Machine;
import tunewise.estimate.TrainingConfig;
import tunewise.plan.Fallback;
import tunewise.question.Extra;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Sharding;

/** Where a fallback is to be had, and what it makes of a set-up. */
final class FallbackSteps {
    private FallbackSteps() {}

    /** Weights wait in the host's memory only where they are divided, and the person has told how much it has. */
    static boolean possible(SizingContext.Step step, TrainingConfig config, Machine machine) {
        boolean adapters = config.method() != Method.FULL;
        boolean allowed = machine.gpu().value().owned() || !step.ownOnly();
        return switch (step.fallback()) {
            case ATTENTION_ADAPTERS -> adapters && allowed;
            case DIVIDED_SAMPLES -> dividesSamples(config, machine);
            case OFFLOADED_PARAMETERS -> config.sharding().dividesWeights() && machine.hostGib() > 0;
            default -> allowed;
        };
    }

    /** Nobody has run it over a 4-bit base, in fp16 or over a network for us. */
    private static boolean dividesSamples(TrainingConfig config, Machine machine) {
        return config.sharding() == Sharding.FSDP
                && config.method() != Method.QLORA
                && config.precision() == Precision.BF16
                && machine.nodes() == 1;
    }

    static TrainingConfig smaller(TrainingConfig config, Fallback step) {
        return switch (step) {
            case SMALLER_BATCH, RANK_4 -> config;
            case GRADIENT_CHECKPOINTING -> config.withCheckpointing(true);
            case OPTIMIZER_8BIT -> config.withOptimizer(Optimizer.ADAMW_8BIT);
            case DIVIDED_SAMPLES ->
                config.withGpus(config.gpuCount(), Sharding.FSDP_CP).withAttention(Attention.SDPA);
            case OFFLOADED_ACTIVATIONS -> config.with(Extra.ACTIVATIONS_OFFLOADED);
            case ATTENTION_ADAPTERS -> config.withTargets(AdapterTargets.ATTENTION);
            // States of 8 bits stay on the GPU, and the host steps through all others.
            case OFFLOADED_PARAMETERS ->
                config.withOptimizer(Optimizer.ADAMW_TORCH_FUSED).with(Extra.PARAMETERS_OFFLOADED);
        };
    }
}
