package tunewise.question;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tunewise.text.Choice;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * The fields of a question and of a request for an estimate. One entry here makes a field of the form, the JSON and the
 * command line: kind, name in the API, and the label and description of its option.
 */
public enum Field {
    MODEL(Kind.TEXT, "model", "MODEL", "a Hugging Face id or any usual name, as \"Llama 3.1 8B\""),
    MODEL_PARAMETERS_B(Kind.NUMBER, "model.parametersB", "B", "in place of MODEL: billions of parameters"),
    MODEL_NAME(Kind.TEXT, "model.name", "NAME", "with --size or --config: its id, its path or what to call it"),
    MODEL_CONFIG(Kind.CONFIG, "model.config", "FILE", "in place of MODEL: the model's config.json"),
    TOKENS(Kind.NUMBER, "tokens", "N", "training tokens of one epoch, as 20M or 20000000"),
    SAMPLES(Kind.NUMBER, "samples", "N", "training samples, in place of N tokens with --mean-sample-tokens"),
    MEAN_SAMPLE_TOKENS(Kind.NUMBER, "meanSampleTokens", "N", "tokens of a sample on average"),
    EPOCHS(Kind.NUMBER, "epochs", "N", "default: 1"),
    SEQUENCE_LENGTH(
            Kind.NUMBER, "sequenceLength", "N", "tokens of one sample (default: 2048, or what the model reads)"),
    TASK(Kind.CHOICE, "task", "TASK", "chat (default), classification, maths, code or knowledge"),
    OBJECTIVE(
            Kind.CHOICE,
            "objective",
            "WHAT",
            "sft (default), dpo, orpo, kto, reward, grpo, distillation, embedding or classification"),
    PROMPTS(Kind.NUMBER, "prompts", "N", "with grpo: prompts of one epoch, which may stand in for N tokens"),
    GENERATIONS(Kind.NUMBER, "generations", "N", "with grpo: answers to each prompt (default: 8)"),
    COMPLETION_LENGTH(Kind.NUMBER, "completionLength", "N", "with grpo: tokens of an answer at most"),
    TEACHER(Kind.TEXT, "teacher", "MODEL", "with distillation: the model that is imitated"),
    ATTENTION(Kind.CHOICE, "attention", "KERNEL", "flash-attention-3, flash-attention-2, sdpa or eager"),
    IMAGES_PER_SAMPLE(Kind.NUMBER, "imagesPerSample", "N", "images in one sample, for a model that sees"),
    TOKENS_PER_IMAGE(Kind.NUMBER, "tokensPerImage", "N", "tokens of one image, which count among those of its sample"),
    BUDGET_USD(Kind.NUMBER, "budgetUsd", "USD", "dollars of one run at most"),
    DEADLINE_HOURS(Kind.NUMBER, "deadlineHours", "HOURS", "hours of the whole job at most"),
    PRIORITY(Kind.CHOICE, "priority", "WHAT", "balanced (default), cost, speed or quality"),
    METHODS(Kind.LIST, "methods", "LIST", "full, lora, qlora (default: any)"),
    GPUS(Kind.LIST, "gpus", "LIST", "as rtx-4090,l40s (default: any)"),
    PROVIDERS(Kind.LIST, "providers", "LIST", "as runpod,lambda (default: any)"),
    OWN_GPUS(Kind.MACHINES, "ownGpus", "LIST", "machines of your own, as \"2x RTX 3090, 1x T4\""),
    RENT(Kind.CHOICE, "rent", "WHETHER", "renting beside your own machines: compare, no or only (default: no)"),
    RISK(
            Kind.CHOICE,
            "risk",
            "HOW",
            "safe (default), or try: also set-ups that only likely fit, with a test to run first"),
    EXCLUDE_GPUS(Kind.LIST, "excludeGpus", "LIST", "GPUs not to rent, as t4,v100-32gb"),
    SESSION_HOURS(Kind.NUMBER, "sessionHours", "HOURS", "the longest session on a machine"),
    NODES(Kind.NUMBER, "nodes", "N", "rented machines that may work together (default: 1)"),
    REGIONS(Kind.LIST, "regions", "LIST", "where machines may stand: regions, countries or eu, as eu,us-east-1"),
    TIERS(Kind.LIST, "tiers", "LIST", "as secure,community (default: those of data centres at a list price)"),
    MIN_RELIABILITY(Kind.NUMBER, "minReliability", "SHARE", "share of the time a host was up, as 0.98"),
    INTERCONNECT(
            Kind.CHOICE, "interconnect", "LINK", "nvlink or infiniband: what must link rented GPUs (default: any)"),
    MAX_GPUS(Kind.NUMBER, "maxGpus", "N", "default: 8"),
    COMMITMENT(Kind.CHOICE, "commitment", "HOW", "on-demand (default), reserved, spot or any"),
    RELIABILITY(Kind.CHOICE, "reliability", "HOW", "normal (default) or high"),
    STACK(Kind.CHOICE, "stack", "STACK", "training stack (default: trl)"),
    INFERENCE_CALLS(Kind.NUMBER, "workload.inferenceCalls", "N", "how often the model will be called in all"),
    PRODUCTION(Kind.SWITCH, "workload.production", "the model serves a product"),
    VARIANTS(Kind.NUMBER, "workload.variants", "N", "fine-tuned variants to train (default: 1)"),
    RUNS_PER_YEAR(Kind.NUMBER, "workload.runsPerYear", "N", "how often this is repeated (default: 1)"),
    KNOWLEDGE(Kind.CHOICE, "knowledge", "LENS", "evidence or guide"),
    AS_OF(Kind.TEXT, "asOf", "DAY", "the day whose prices hold (default: today)"),
    ID(Kind.TEXT, "id"),
    METHOD(Kind.CHOICE, "method", "METHOD", "full, lora or qlora"),
    RANK(Kind.NUMBER, "rank", "N", "of the adapters (default: the catalog's standard rank)"),
    TARGETS(Kind.LIST, "targets", "LIST", "all-linear (default), attention, or modules as q_proj,v_proj"),
    QUANTIZATION(Kind.CHOICE, "quantization", "HOW", "none, int8, nf4 or nf4-dq (default: nf4-dq for qlora)"),
    MICRO_BATCH(Kind.NUMBER, "microBatch", "N", "samples a GPU takes at once (default: 1)"),
    GRADIENT_CHECKPOINTING(Kind.FLAG, "gradientCheckpointing", "default: on"),
    FLASH_ATTENTION(Kind.FLAG, "flashAttention", "older name: no means --attention eager"),
    PRECISION(Kind.CHOICE, "precision", "HOW", "bf16 (default), fp32-master or fp16"),
    ADAPTER_BITS(Kind.NUMBER, "adapterBits", "N", "16 or 32 bits of an adapter's weight (default: the stack's)"),
    PRECOMPUTED_REFERENCE(
            Kind.FLAG, "precomputedReference", "with dpo or kto: reference log-probabilities computed before training"),
    OPTIMIZER(Kind.CHOICE, "optimizer", "NAME", "by Hugging Face's names (default: adamw_torch_fused)"),
    LOSS(Kind.CHOICE, "loss", "HOW", "full, chunked or fused (default: the stack's)"),
    KBIT_FP32(
            Kind.FLAG, "kbitFp32", "norms, embeddings and head of a quantised base in 32 bits (default: the stack's)"),
    TRAIN_VISION(Kind.FLAG, "trainVision", "the vision tower learns too (default: only in full fine-tuning)"),
    GPU(Kind.CHOICE, "gpu", "GPU", "as rtx-4090; tells speed and whether it fits"),
    GPU_COUNT(Kind.NUMBER, "gpuCount", "N", "GPUs in all (default: 1)"),
    SHARDING(Kind.CHOICE, "sharding", "HOW", "none, ddp, zero1, zero2, zero3 or fsdp (default: ddp or fsdp by method)"),
    PACKING(Kind.FLAG, "packing", "samples packed rather than padded (default: on, but for pairs)"),
    COMPILE(Kind.FLAG, "compile", "torch.compile"),
    TRAIN_EMBEDDINGS(Kind.FLAG, "trainEmbeddings", "trains full copies of embedding and head beside the adapters"),
    SHARD_QUANTIZED(Kind.FLAG, "shardQuantized", "stores a quantised base so that fsdp and zero3 can divide it"),
    OPTIMIZER_IN_BACKWARD(Kind.FLAG, "optimizerInBackward", "updates each weight as soon as its gradient is ready"),
    OFFLOAD_PARAMETERS(Kind.FLAG, "offloadParameters", "keeps weights, gradients and states in the host's memory"),
    OFFLOAD_ACTIVATIONS(Kind.FLAG, "offloadActivations", "keeps checkpointed activations in the host's memory");

    /** What a field holds; a switch is a flag that is off unless it is given. */
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        SWITCH,
        CHOICE,
        LIST,
        MACHINES,
        CONFIG
    }

    private static final int BILLION = 9;

    /** Machines that may work together. */
    static final int MOST_MACHINES = 128;

    private final Kind kind;
    private final String path;
    private final String label;
    private final String description;

    Field(Kind kind, String path, String label, String description) {
        this.kind = kind;
        this.path = path;
        this.label = label;
        this.description = description;
    }

    Field(Kind kind, String path, String description) {
        this(kind, path, "", description);
    }

    Field(Kind kind, String path) {
        this(kind, path, "", "");
    }

    public Kind kind() {
        return kind;
    }

    /** The name in the API, as in {@code workload.variants}. */
    public String path() {
        return path;
    }

    /** What its option calls the value; empty where it takes none. */
    public String label() {
        return label;
    }

    /** What its option says in the help text; empty for a field that has no option. */
    public String description() {
        return description;
    }

    /** The name on the command line, as in {@code --max-gpus}; the model stands there without one. */
    public String option() {
        return switch (this) {
            case MODEL -> label;
            case MODEL_PARAMETERS_B -> "--size";
            case BUDGET_USD -> "--budget";
            case DEADLINE_HOURS -> "--deadline";
            case OWN_GPUS -> "--own";
            default -> option(path);
        };
    }

    static String option(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return "--" + name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The ids that a choice or a list may name. */
    List<String> ids(AllowedNames vocabulary) {
        return switch (this) {
            case TASK -> ids(Task.values());
            case OBJECTIVE -> ids(Objective.values());
            case ATTENTION -> ids(Attention.values());
            case PRIORITY -> ids(Priority.values());
            case METHODS -> ids(Method.values());
            case RENT -> ids(Rent.values());
            case RISK -> ids(Risk.values());
            case INTERCONNECT -> ids(Interconnect.values());
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
            case GPU, GPUS, EXCLUDE_GPUS -> sorted(vocabulary.gpus());
            case PROVIDERS -> sorted(vocabulary.providers());
            case REGIONS -> sorted(vocabulary.places());
            case TIERS -> sorted(vocabulary.tiers());
            case STACK -> sorted(vocabulary.stacks());
            default -> List.of();
        };
    }

    /** A number without the unit that people write with it, in lower case. */
    String withoutUnit(String number) {
        String unit =
                switch (this) {
                    case TOKENS, SEQUENCE_LENGTH, MEAN_SAMPLE_TOKENS, COMPLETION_LENGTH, TOKENS_PER_IMAGE ->
                        " *tokens?$";
                    case IMAGES_PER_SAMPLE -> " *(images?|pictures?)$";
                    case PROMPTS -> " *prompts?$";
                    case BUDGET_USD -> "^\\$ *| *(usd|dollars?|\\$)$";
                    case DEADLINE_HOURS, SESSION_HOURS -> " *(h|hrs?|hours?)$";
                    case INFERENCE_CALLS -> " *calls?$";
                    case MODEL_PARAMETERS_B -> " *(params?|parameters?)$";
                    default -> "$";
                };
        return number.toLowerCase(Locale.ROOT).replaceAll(unit, "");
    }

    /** Whether it is a span of time, in which people write minutes and days too. */
    boolean countsHours() {
        return this == DEADLINE_HOURS || this == SESSION_HOURS;
    }

    /** Whether it counts or is money, so that a point before three digits hardly begins a fraction. */
    boolean hasThousands() {
        return kind == Kind.NUMBER
                && this != MODEL_PARAMETERS_B
                && this != DEADLINE_HOURS
                && this != SESSION_HOURS
                && this != MIN_RELIABILITY;
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
