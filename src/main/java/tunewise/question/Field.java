package tunewise.question;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tunewise.text.Choice;
import tunewise.training.AdapterTargets;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** The fields of whatever a person may ask, by the names the contract gives them. */
enum Field {
    MODEL(Kind.TEXT, "model"),
    MODEL_NAME(Kind.TEXT, "model.name"),
    MODEL_PARAMETERS_B(Kind.NUMBER, "model.parametersB"),
    MODEL_CONFIG(Kind.CONFIG, "model.config"),
    TOKENS(Kind.NUMBER, "tokens"),
    EPOCHS(Kind.NUMBER, "epochs"),
    SEQUENCE_LENGTH(Kind.NUMBER, "sequenceLength"),
    TASK(Kind.CHOICE, "task"),
    BUDGET_USD(Kind.NUMBER, "budgetUsd"),
    DEADLINE_HOURS(Kind.NUMBER, "deadlineHours"),
    PRIORITY(Kind.CHOICE, "priority"),
    METHODS(Kind.LIST, "methods"),
    GPUS(Kind.LIST, "gpus"),
    PROVIDERS(Kind.LIST, "providers"),
    MAX_GPUS(Kind.NUMBER, "maxGpus"),
    COMMITMENT(Kind.CHOICE, "commitment"),
    RELIABILITY(Kind.CHOICE, "reliability"),
    STACK(Kind.CHOICE, "stack"),
    INFERENCE_CALLS(Kind.NUMBER, "workload.inferenceCalls"),
    PRODUCTION(Kind.FLAG, "workload.production"),
    VARIANTS(Kind.NUMBER, "workload.variants"),
    RUNS_PER_YEAR(Kind.NUMBER, "workload.runsPerYear"),
    KNOWLEDGE(Kind.CHOICE, "knowledge"),
    AS_OF(Kind.TEXT, "asOf"),
    ID(Kind.TEXT, "id"),
    METHOD(Kind.CHOICE, "method"),
    RANK(Kind.NUMBER, "rank"),
    TARGETS(Kind.LIST, "targets"),
    QUANTIZATION(Kind.CHOICE, "quantization"),
    MICRO_BATCH(Kind.NUMBER, "microBatch"),
    GRADIENT_CHECKPOINTING(Kind.FLAG, "gradientCheckpointing"),
    FLASH_ATTENTION(Kind.FLAG, "flashAttention"),
    PRECISION(Kind.CHOICE, "precision"),
    OPTIMIZER(Kind.CHOICE, "optimizer"),
    LOSS(Kind.CHOICE, "loss"),
    KBIT_FP32(Kind.FLAG, "kbitFp32"),
    GPU(Kind.CHOICE, "gpu"),
    GPU_COUNT(Kind.NUMBER, "gpuCount"),
    SHARDING(Kind.CHOICE, "sharding"),
    PACKING(Kind.FLAG, "packing"),
    COMPILE(Kind.FLAG, "compile"),
    TRAIN_EMBEDDINGS(Kind.FLAG, "trainEmbeddings"),
    SHARD_QUANTIZED(Kind.FLAG, "shardQuantized"),
    OPTIMIZER_IN_BACKWARD(Kind.FLAG, "optimizerInBackward"),
    OFFLOAD_PARAMETERS(Kind.FLAG, "offloadParameters"),
    OFFLOAD_ACTIVATIONS(Kind.FLAG, "offloadActivations");

    /** What a field holds. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        CHOICE,
        LIST,
        CONFIG
    }

    private static final int BILLION = 9;

    private final Kind kind;
    private final String path;

    Field(Kind kind, String path) {
        this.kind = kind;
        this.path = path;
    }

    Kind kind() {
        return kind;
    }

    String path() {
        return path;
    }

    /** The ids that a choice or a list may name. */
    List<String> ids(AllowedNames vocabulary) {
        return switch (this) {
            case TASK -> ids(Task.values());
            case PRIORITY -> ids(Priority.values());
            case METHODS -> ids(Method.values());
            case COMMITMENT -> ids(Commitment.values());
            case RELIABILITY -> ids(Reliability.values());
            case KNOWLEDGE -> ids(Knowledge.values());
            case METHOD -> ids(Method.values());
            case QUANTIZATION -> ids(Quantization.values());
            case PRECISION -> ids(Precision.values());
            case OPTIMIZER -> ids(Optimizer.values());
            case LOSS -> ids(Loss.values());
            case SHARDING -> ids(Sharding.values());
            case TARGETS ->
                Stream.concat(AdapterTargets.GROUPS.stream(), sorted(vocabulary.modules()).stream())
                        .toList();
            case GPU, GPUS -> sorted(vocabulary.gpus());
            case PROVIDERS -> sorted(vocabulary.providers());
            case STACK -> sorted(vocabulary.stacks());
            default -> List.of();
        };
    }

    /** A number without the unit that people write with it, in lower case. */
    String withoutUnit(String number) {
        String unit =
                switch (this) {
                    case TOKENS, SEQUENCE_LENGTH -> " *tokens?$";
                    case BUDGET_USD -> "^\\$ *| *(usd|dollars?|\\$)$";
                    case DEADLINE_HOURS -> " *(h|hrs?|hours?)$";
                    case INFERENCE_CALLS -> " *calls?$";
                    case MODEL_PARAMETERS_B -> " *(params?|parameters?)$";
                    default -> "$";
                };
        return number.toLowerCase(Locale.ROOT).replaceAll(unit, "");
    }

    /** Whether it counts or is money, so that a point before three digits hardly begins a fraction. */
    boolean hasThousands() {
        return kind == Kind.NUMBER && this != MODEL_PARAMETERS_B && this != DEADLINE_HOURS;
    }

    /** The power of ten that the field counts in. */
    int powerOfUnit() {
        return this == MODEL_PARAMETERS_B ? BILLION : 0;
    }

    private static List<String> ids(Choice[] choices) {
        return Stream.of(choices).map(Choice::id).toList();
    }

    private static List<String> sorted(Collection<String> ids) {
        return ids.stream().sorted().toList();
    }
}
