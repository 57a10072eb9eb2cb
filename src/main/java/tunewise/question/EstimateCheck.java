package tunewise.question;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.text.Choice;
import tunewise.text.ValueText;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** Checks a request for an estimate field by field, in the contract's order, and finds contradictions. */
final class EstimateCheck {
    private static final int USUAL_LENGTH = 2048;

    private final RawFields given;
    private final Fields fields;
    private final AllowedNames vocabulary;
    private final ModelHub hub;

    EstimateCheck(RawFields given, AllowedNames vocabulary, ModelHub hub) {
        this.given = given;
        this.fields = new Fields(given, vocabulary);
        this.vocabulary = vocabulary;
        this.hub = hub;
    }

    EstimateRequest request() {
        String id = fields.text(Field.ID);
        ModelAsk model = new ModelCheck(given, fields, vocabulary, hub).model();
        Method method = method();
        ObjectiveCheck aim = new ObjectiveCheck(fields, vocabulary);
        Integer rank = rank(method);
        AdapterTargets targets = targets();
        Quantization quantization = fields.choiceIfSaid(Field.QUANTIZATION, Quantization.values());
        Integer microBatch = fields.countIfSaid(Field.MICRO_BATCH, 1, 10_000);
        Integer length = fields.countIfSaid(Field.SEQUENCE_LENGTH, 1, 10_000_000);
        ImagesCheck images = new ImagesCheck(fields, vocabulary, model);
        int usualLength = images.usualLength(aim.usualLength(vocabulary.usualLength(model, USUAL_LENGTH)));
        images.within(length == null ? usualLength : length);
        EstimateRequest request = new EstimateRequest(
                id,
                model == null ? new ModelAsk.Named("") : model,
                method == null ? Method.LORA : method,
                rank,
                targets,
                quantization,
                microBatch,
                length == null && (images.perSample() != null || usualLength < USUAL_LENGTH)
                        ? (Integer) usualLength
                        : length,
                fields.flagIfSaid(Field.GRADIENT_CHECKPOINTING),
                fields.flagIfSaid(Field.FLASH_ATTENTION),
                fields.choiceIfSaid(Field.PRECISION, Precision.values()),
                adapterBits(),
                fields.choiceIfSaid(Field.OPTIMIZER, Optimizer.values()),
                fields.choiceIfSaid(Field.LOSS, Loss.values()),
                fields.flagIfSaid(Field.KBIT_FP32),
                fields.has(Field.GPU) ? fields.id(Field.GPU, "") : null,
                fields.count(Field.GPU_COUNT, 1, 10_000, 1),
                fields.choiceIfSaid(Field.SHARDING, Sharding.values()),
                fields.id(Field.STACK, Question.DEFAULT_STACK),
                packing(aim, images),
                fields.flag(Field.COMPILE),
                fields.flag(Field.TRAIN_EMBEDDINGS),
                fields.flag(Field.SHARD_QUANTIZED),
                fields.flag(Field.OPTIMIZER_IN_BACKWARD),
                fields.flag(Field.OFFLOAD_PARAMETERS),
                fields.flag(Field.OFFLOAD_ACTIVATIONS),
                aim.objective(),
                fields.flag(Field.PRECOMPUTED_REFERENCE),
                aim.generations(),
                aim.completionLength(length == null ? usualLength : length),
                aim.teacher(),
                aim.attention(),
                images.perSample(),
                images.tokensEach(),
                fields.flagIfSaid(Field.TRAIN_VISION));
        if (method != null) {
            contradictionsOf(method, request);
        }
        if (request.trainVision() != null && request.imagesPerSample() == null) {
            fields.fault(Field.TRAIN_VISION, "there are no images to learn from. Maybe imagesPerSample is missing.");
        }
        contradictions(request);
        given.refuseFaults();
        return request;
    }

    /** Pairs and images are padded unless somebody packs them, and nobody packs images. */
    private boolean packing(ObjectiveCheck aim, ImagesCheck images) {
        boolean said = fields.has(Field.PACKING);
        boolean packed = said ? fields.flag(Field.PACKING) : !aim.objective().padded();
        if (said && packed && images.perSample() != null) {
            fields.fault(Field.PACKING, "no trainer packs samples with images. Maybe leave it out.");
        }
        return packed && images.perSample() == null;
    }

    private @Nullable Method method() {
        if (!fields.has(Field.METHOD) && !fields.faulty(Field.METHOD)) {
            fields.fault(Field.METHOD, "is needed: full, lora or qlora. Maybe lora.");
        }
        return fields.choiceIfSaid(Field.METHOD, Method.values());
    }

    /** Full fine-tuning may say that its rank is 0, as answers and tables do. */
    private @Nullable Integer rank(@Nullable Method method) {
        Integer rank = fields.countIfSaid(Field.RANK, method == Method.FULL ? 0 : 1, 10_000);
        return rank == null || rank == 0 ? null : rank;
    }

    private @Nullable Integer adapterBits() {
        Integer bits = fields.countIfSaid(Field.ADAPTER_BITS, 16, 32);
        if (bits != null && bits != 16 && bits != 32) {
            fields.fault(Field.ADAPTER_BITS, bits + " is neither 16 nor 32. Maybe you mean 16.");
        }
        return bits;
    }

    /** A group's name, or names of modules as a list or with commas between them, which may be written in full. */
    private @Nullable AdapterTargets targets() {
        Object value = given.values().get(Field.TARGETS);
        if (value == null) {
            return null;
        }
        Stream<?> items = value instanceof List<?> list
                ? list.stream()
                : value instanceof String text ? Stream.of(text.split(",", -1)).map(String::strip) : Stream.of(value);
        given.values()
                .put(
                        Field.TARGETS,
                        items.map(item -> item instanceof String name ? module(name) : item)
                                .toList());
        List<String> names = fields.ids(Field.TARGETS);
        if (names.isEmpty()) {
            if (!fields.faulty(Field.TARGETS)) {
                fields.fault(Field.TARGETS, "the list is empty. Maybe you mean all-linear.");
            }
            return null;
        }
        Stream<String> groups = names.stream().filter(AdapterTargets.GROUPS::contains);
        if (names.size() > 1) {
            groups.forEach(group -> fields.fault(
                    Field.TARGETS,
                    ValueText.value(group) + " appears beside other names. Maybe give it alone, or leave it out."));
        }
        return AdapterTargets.of(String.join(",", names));
    }

    private static String module(String name) {
        return AdapterTargets.GROUPS.contains(name)
                ? name
                : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private void contradictionsOf(Method method, EstimateRequest request) {
        if (method == Method.FULL) {
            if (request.rank() != null) {
                fields.fault(
                        Field.RANK,
                        request.rank() + " is a rank of adapters, and full fine-tuning has none. Maybe you mean lora.");
            }
            if (request.targets() != null) {
                fields.fault(Field.TARGETS, "full fine-tuning trains every layer. Maybe you mean lora.");
            }
            if (request.trainEmbeddings()) {
                fields.fault(
                        Field.TRAIN_EMBEDDINGS,
                        "full fine-tuning trains embedding and head anyway. Maybe you mean lora.");
            }
            if (request.quantised()) {
                fields.fault(
                        Field.QUANTIZATION,
                        ValueText.value(id(request.quantization()))
                                + " is a frozen base, and full fine-tuning freezes nothing. Maybe you mean qlora.");
            }
        } else if (method == Method.QLORA && !request.quantised() && !fields.faulty(Field.QUANTIZATION)) {
            fields.fault(
                    Field.QUANTIZATION,
                    "'none' leaves QLoRA without its quantised base. Maybe you mean nf4-dq, or the method lora.");
        }
        if (Boolean.TRUE.equals(request.kbitFp32()) && !request.quantised() && !fields.faulty(Field.QUANTIZATION)) {
            fields.fault(
                    Field.KBIT_FP32,
                    "there is no quantised base whose norms and embeddings could be cast to 32 bits."
                            + " Maybe you mean the method qlora.");
        }
    }

    private void contradictions(EstimateRequest request) {
        Attention attention = request.attention();
        if (attention != null
                && request.flashAttention() != null
                && request.flashAttention() != attention.withoutScores()) {
            fields.fault(
                    Field.FLASH_ATTENTION,
                    request.flashAttention() + " contradicts attention " + attention.id()
                            + ". Maybe you mean attention alone.");
        }
        if (request.precomputedReference()
                && !request.objective().comparesWithReference()
                && !fields.faulty(Field.OBJECTIVE)) {
            fields.fault(
                    Field.PRECOMPUTED_REFERENCE,
                    ValueText.value(request.objective().id())
                            + " compares with no reference. Maybe you mean objective dpo.");
        }
        Sharding sharding = request.sharding();
        if (sharding == Sharding.NONE && request.gpuCount() > 1) {
            fields.fault(
                    Field.SHARDING,
                    "'none' leaves " + request.gpuCount()
                            + " GPUs without a way to share the work. Maybe you mean ddp.");
        }
        boolean oneGpu = request.gpuCount() == 1 && !fields.faulty(Field.GPU_COUNT);
        if (oneGpu && (sharding == Sharding.DDP || (sharding != null && sharding.fsdp()))) {
            fields.fault(
                    Field.SHARDING,
                    ValueText.value(sharding.id())
                            + " is for several GPUs, and there is one. Maybe gpuCount is missing.");
        }
        boolean divisible = request.quantised() && sharding != null && sharding.dividesWeights();
        if (request.shardQuantized() && !divisible && !fields.faulty(Field.SHARDING)) {
            fields.fault(
                    Field.SHARD_QUANTIZED,
                    "only a quantised base that fsdp or zero3 divides needs this. Maybe you mean sharding fsdp.");
        }
        if (request.offloadActivations() && Boolean.FALSE.equals(request.gradientCheckpointing())) {
            fields.fault(
                    Field.OFFLOAD_ACTIVATIONS,
                    "gradient checkpointing is off, so there is nothing to move to the host."
                            + " Maybe set gradientCheckpointing to true.");
        }
    }

    private static @Nullable String id(@Nullable Choice choice) {
        return choice == null ? null : choice.id();
    }
}
