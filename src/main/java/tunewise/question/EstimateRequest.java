package tunewise.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
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
 * One configuration whose memory and speed a person wants to know. Null is not said and follows the stack; in an answer
 * only what does not apply is null.
 *
 * @param id what the person calls it
 * @param rank of the adapters
 * @param microBatch samples a GPU takes at once
 * @param sequenceLength tokens a sample is cut or padded to
 * @param kbitFp32 whether norms, embeddings and head of a quantised base are cast to 32 bits
 * @param gpu catalog id; null when only memory is asked for
 * @param gpuCount GPUs in all
 * @param packing whether samples are packed to the sequence length rather than padded to it
 * @param compile whether torch.compile is used
 * @param trainEmbeddings whether full copies of embedding and head are trained beside the adapters
 * @param shardQuantized whether the quantised base is stored in a type that can be divided among GPUs
 * @param optimizerInBackward whether each weight is updated as soon as its gradient is there
 * @param offloadParameters whether weights, gradients and states wait in the host's memory
 * @param offloadActivations whether what checkpointing keeps waits in the host's memory
 * @param imagesPerSample images in one sample; null for text alone
 * @param tokensPerImage tokens of one image, which count among those of its sample
 * @param trainVision whether the vision tower learns too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record EstimateRequest(
        @Nullable String id,
        ModelAsk model,
        Method method,
        @Nullable Integer rank,
        @Nullable AdapterTargets targets,
        @Nullable Quantization quantization,
        @Nullable Integer microBatch,
        @Nullable Integer sequenceLength,
        @Nullable Boolean gradientCheckpointing,
        @Nullable Boolean flashAttention,
        @Nullable Precision precision,
        @Nullable Integer adapterBits,
        @Nullable Optimizer optimizer,
        @Nullable Loss loss,
        @Nullable Boolean kbitFp32,
        @Nullable String gpu,
        int gpuCount,
        @Nullable Sharding sharding,
        String stack,
        boolean packing,
        boolean compile,
        boolean trainEmbeddings,
        boolean shardQuantized,
        boolean optimizerInBackward,
        boolean offloadParameters,
        boolean offloadActivations,
        Objective objective,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean precomputedReference,
        @Nullable Integer generations,
        @Nullable Integer completionLength,
        @Nullable String teacher,
        @Nullable Attention attention,
        @Nullable Integer imagesPerSample,
        @Nullable Integer tokensPerImage,
        @Nullable Boolean trainVision) {

    /** Whether the frozen base is stored in fewer than 16 bits. */
    public boolean quantised() {
        return quantization == null ? method == Method.QLORA : quantization != Quantization.NONE;
    }
}
