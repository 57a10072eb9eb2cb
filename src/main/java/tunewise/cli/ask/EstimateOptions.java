package tunewise.cli.ask;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The fields of a request for an estimate as options. */
final class EstimateOptions extends ModelOptions {
    @Option(names = "--method", paramLabel = "METHOD", description = "full, lora or qlora")
    private @Nullable String method;

    @Option(names = "--rank", paramLabel = "N", description = "of the adapters (default: the catalog's standard rank)")
    private @Nullable String rank;

    @Option(
            names = "--targets",
            paramLabel = "LIST",
            description = "all-linear (default), attention, or modules as q_proj,v_proj")
    private @Nullable String targets;

    @Option(
            names = "--quantization",
            paramLabel = "HOW",
            description = "none, int8, nf4 or nf4-dq (default: nf4-dq for qlora)")
    private @Nullable String quantization;

    @Option(names = "--micro-batch", paramLabel = "N", description = "samples a GPU takes at once (default: 1)")
    private @Nullable String microBatch;

    @Option(names = "--sequence-length", paramLabel = "N", description = "tokens of one sample (default: 2048)")
    private @Nullable String sequenceLength;

    @Option(names = "--gradient-checkpointing", negatable = true, description = "default: on")
    private @Nullable Boolean gradientCheckpointing;

    @Option(names = "--flash-attention", negatable = true, description = "default: on where the GPU has it")
    private @Nullable Boolean flashAttention;

    @Option(names = "--precision", paramLabel = "HOW", description = "bf16 (default) or fp32-master")
    private @Nullable String precision;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "by Hugging Face's names (default: adamw_torch_fused)")
    private @Nullable String optimizer;

    @Option(names = "--loss", paramLabel = "HOW", description = "full, chunked or fused (default: the stack's)")
    private @Nullable String loss;

    @Option(
            names = "--kbit-fp32",
            negatable = true,
            description = "norms, embeddings and head of a quantised base in 32 bits (default: the stack's)")
    private @Nullable Boolean kbitFp32;

    @Option(names = "--gpu", paramLabel = "GPU", description = "as rtx-4090; tells speed and whether it fits")
    private @Nullable String gpu;

    @Option(names = "--gpu-count", paramLabel = "N", description = "GPUs in all (default: 1)")
    private @Nullable String gpuCount;

    @Option(
            names = "--sharding",
            paramLabel = "HOW",
            description = "none, ddp, zero1, zero2, zero3 or fsdp (default: ddp or fsdp by method)")
    private @Nullable String sharding;

    @Option(names = "--stack", paramLabel = "STACK", description = "training stack (default: trl)")
    private @Nullable String stack;

    @Option(names = "--packing", negatable = true, description = "samples packed rather than padded (default: on)")
    private @Nullable Boolean packing;

    @Option(names = "--compile", negatable = true, description = "torch.compile")
    private @Nullable Boolean compile;

    @Option(
            names = "--train-embeddings",
            negatable = true,
            description = "full copies of embedding and head beside the adapters")
    private @Nullable Boolean trainEmbeddings;

    @Option(
            names = "--shard-quantized",
            negatable = true,
            description = "a quantised base stored so that fsdp and zero3 can divide it")
    private @Nullable Boolean shardQuantized;

    @Option(
            names = "--optimizer-in-backward",
            negatable = true,
            description = "each weight updated as soon as its gradient is there")
    private @Nullable Boolean optimizerInBackward;

    @Option(
            names = "--offload-parameters",
            negatable = true,
            description = "weights, gradients and states wait in the host's memory")
    private @Nullable Boolean offloadParameters;

    @Option(
            names = "--offload-activations",
            negatable = true,
            description = "what checkpointing keeps waits in the host's memory")
    private @Nullable Boolean offloadActivations;

    @Override
    Map<String, List<String>> form() {
        Map<String, List<String>> form = model();
        put(form, "method", method);
        put(form, "rank", rank);
        put(form, "targets", targets);
        put(form, "quantization", quantization);
        put(form, "microBatch", microBatch);
        put(form, "sequenceLength", sequenceLength);
        put(form, "gradientCheckpointing", gradientCheckpointing);
        put(form, "flashAttention", flashAttention);
        put(form, "precision", precision);
        put(form, "optimizer", optimizer);
        put(form, "loss", loss);
        put(form, "kbitFp32", kbitFp32);
        put(form, "gpu", gpu);
        put(form, "gpuCount", gpuCount);
        put(form, "sharding", sharding);
        put(form, "stack", stack);
        put(form, "packing", packing);
        put(form, "compile", compile);
        put(form, "trainEmbeddings", trainEmbeddings);
        put(form, "shardQuantized", shardQuantized);
        put(form, "optimizerInBackward", optimizerInBackward);
        put(form, "offloadParameters", offloadParameters);
        put(form, "offloadActivations", offloadActivations);
        return form;
    }
}
