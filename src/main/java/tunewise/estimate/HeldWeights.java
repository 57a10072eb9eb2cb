package tunewise.estimate;

import tunewise.catalog.Stack;
import tunewise.question.Extra;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** Weights and the states of their optimizer, which stay for the whole step: how many, how wide, on how many GPUs. */
final class HeldWeights {
    /** NF4 in blocks of 64: half a byte and a 32-bit scale, or an 8-bit scale with its own in blocks of 256 (QLoRA, arXiv 2305.14314). */
    private static final double NF4_BYTES = 0.5 + 4 / 64.0;

    private static final double NF4_DQ_BYTES = 0.5 + 1 / 64.0 + 4 / (64.0 * 256);

    private final ModelDimensions dimensions;
    private final TrainingConfig config;
    private final Stack stack;

    final boolean full;
    final boolean master;
    final boolean quantised;
    final boolean offloaded;
    final int adapterBytes;
    final Adapters adapters;
    /** GPUs that share states, gradients and weights. */
    final double stateShards;

    final double gradientShards;
    final double weightShards;
    /** Weights that train, and their bytes; copies of the embeddings are 16-bit whatever the adapters are. */
    final double trained;

    final double trainedWeightBytes;
    /** Weights of a tower that stays as it is although all others train. */
    final double frozen;

    final int trainedBytes;

    HeldWeights(ModelDimensions dimensions, TrainingConfig config, Stack stack) {
        this.dimensions = dimensions;
        this.config = config;
        this.stack = stack;
        full = config.method() == Method.FULL;
        master = config.precision().masters();
        quantised = config.quantization() != Quantization.NONE;
        offloaded = config.has(Extra.PARAMETERS_OFFLOADED);
        adapterBytes = adapterBytes(config, stack);
        TowerWork tower = new TowerWork(dimensions, config);
        adapters = full
                ? Adapters.NONE
                : Adapters.of(dimensions, config.targets(), stack, config.rank())
                        .with(config.rank() * tower.adapterWeights());
        double gpus = config.gpuCount();
        Sharding sharding = config.sharding();
        boolean weightsDivided = sharding.dividesWeights() && (!quantised || config.has(Extra.SHARDED_QUANTIZATION));
        stateShards = sharding.dividesStates() ? gpus : 1;
        gradientShards = sharding.dividesGradients() ? gpus : 1;
        weightShards = weightsDivided ? gpus : 1;
        double embeddings =
                config.has(Extra.EMBEDDINGS_TRAINED) ? dimensions.embeddingWeights() + dimensions.headWeights() : 0;
        frozen = full ? tower.frozenWeights() : 0;
        trained = full ? dimensions.total() - frozen : adapters.weights() + embeddings;
        trainedBytes = full ? (master && !sharding.deepSpeed() ? 4 : 2) : adapterBytes;
        trainedWeightBytes =
                full ? trained * trainedBytes : (double) adapters.weights() * adapterBytes + 2 * embeddings;
    }

    /** Whether stacked experts are stored in few bits; what is divided over GPUs keeps them in 16. */
    static boolean quantisesExperts(TrainingConfig config, Stack stack) {
        return switch (stack.quantisesExperts()) {
            case NO -> false;
            case YES -> true;
            case UNPACKED ->
                config.quantization() != Quantization.NONE && !config.sharding().dividesWeights();
        };
    }

    private static int adapterBytes(TrainingConfig config, Stack stack) {
        if (config.has(Extra.ADAPTERS_16_BIT)) {
            return 2;
        }
        if (config.has(Extra.ADAPTERS_32_BIT) || config.precision().masters()) {
            return 4;
        }
        return config.quantization() == Quantization.NONE ? stack.loraAdapterBytes() : stack.qloraAdapterBytes();
    }

    /** The base, or all weights; quantised in its linear layers but the head, with the rest 16-bit or cast to 32 bits. */
    double baseWeights() {
        return offloaded ? 0 : wholeBase() / weightShards;
    }

    /** Bytes of the base wherever it lies, undivided. */
    double wholeBase() {
        if (full) {
            return trainedWeightBytes + 2.0 * frozen;
        }
        if (!quantised) {
            return dimensions.total() * 2.0;
        }
        long few = dimensions.quantisedWeights(quantisesExperts(config, stack));
        long experts = dimensions.linearWeights() - few;
        double rest = (dimensions.total() - dimensions.linearWeights()) * (config.kbitFp32() ? 4.0 : 2.0);
        return few * linearBytes() + 2.0 * experts + rest;
    }

    /** Adapters, with what else trains beside a frozen base. */
    double adapterWeights() {
        return full ? 0 : trainedWeightBytes / weightShards;
    }

    double linearBytes() {
        return switch (config.quantization()) {
            case NONE -> 2;
            case INT8 -> 1;
            case NF4 -> NF4_BYTES;
            case NF4_DQ -> NF4_DQ_BYTES;
        };
    }

    /** DeepSpeed keeps a 32-bit master and moments of whatever trains: 12 bytes a weight (ZeRO, arXiv 1910.02054). */
    double stateBytes() {
        if (config.sharding().deepSpeed()) {
            return switch (config.optimizer()) {
                case SGD, ADAFACTOR -> 4;
                case ADAMW_8BIT, ADAMW_BNB_8BIT -> 6;
                default -> 12;
            };
        }
        return switch (config.optimizer()) {
            case ADAMW_TORCH, ADAMW_TORCH_FUSED -> trained == 0 ? 0 : 2 * trainedWeightBytes / trained;
            case ADAMW_8BIT, ADAMW_BNB_8BIT -> 2;
            case PAGED_ADAMW_8BIT, PAGED_ADAMW_32BIT, ADAFACTOR, SGD -> 0;
        };
    }

    double states() {
        return offloaded ? 0 : trained * stateBytes() / stateShards;
    }
}
