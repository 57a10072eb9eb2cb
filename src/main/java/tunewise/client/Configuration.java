package tunewise.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.question.Loss;
import tunewise.question.Method;
import tunewise.question.Optimizer;
import tunewise.question.Precision;
import tunewise.question.Quantization;
import tunewise.question.Sharding;

/** A configuration whose memory and speed is to be estimated. What is not said has the contract's default. */
public final class Configuration {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Configuration(Object model) {
        fields.put("model", model);
    }

    /** About a model by its name, alias or id. */
    public static Configuration model(String name) {
        return new Configuration(name);
    }

    /** About a model of which only the size is known, in billions (10^9) of parameters. */
    public static Configuration size(double parametersB) {
        return new Configuration(Map.of("parametersB", parametersB));
    }

    /** About a model by the content of its config.json. */
    public static Configuration config(Map<String, Object> config) {
        return new Configuration(Map.of("config", config));
    }

    /** What you call it. */
    public Configuration id(String value) {
        fields.put("id", value);
        return this;
    }

    /** How it trains. */
    public Configuration method(Method value) {
        fields.put("method", value.id());
        return this;
    }

    /** Of the adapters. */
    public Configuration rank(int value) {
        fields.put("rank", value);
        return this;
    }

    /** all-linear, attention, or names of modules. */
    public Configuration targets(String... ids) {
        fields.put("targets", List.of(ids));
        return this;
    }

    /** Of the frozen base. */
    public Configuration quantization(Quantization value) {
        fields.put("quantization", value.id());
        return this;
    }

    /** Samples that a GPU takes at once. */
    public Configuration microBatch(int value) {
        fields.put("microBatch", value);
        return this;
    }

    /** Tokens that a sample is cut or padded to. */
    public Configuration sequenceLength(int value) {
        fields.put("sequenceLength", value);
        return this;
    }

    /** Whether activations are computed again in the backward pass. */
    public Configuration gradientCheckpointing(boolean value) {
        fields.put("gradientCheckpointing", value);
        return this;
    }

    /** Whether FlashAttention is used. */
    public Configuration flashAttention(boolean value) {
        fields.put("flashAttention", value);
        return this;
    }

    /** Of the weights that train. */
    public Configuration precision(Precision value) {
        fields.put("precision", value.id());
        return this;
    }

    /** By which weights are updated. */
    public Configuration optimizer(Optimizer value) {
        fields.put("optimizer", value.id());
        return this;
    }

    /** How logits are held. */
    public Configuration loss(Loss value) {
        fields.put("loss", value.id());
        return this;
    }

    /** Whether norms, embeddings and head of a quantised base are cast to 32 bits. */
    public Configuration kbitFp32(boolean value) {
        fields.put("kbitFp32", value);
        return this;
    }

    /** Catalog id of the GPU. */
    public Configuration gpu(String value) {
        fields.put("gpu", value);
        return this;
    }

    /** GPUs in all. */
    public Configuration gpuCount(int value) {
        fields.put("gpuCount", value);
        return this;
    }

    /** How GPUs divide the work. */
    public Configuration sharding(Sharding value) {
        fields.put("sharding", value.id());
        return this;
    }

    /** Catalog id of the training stack. */
    public Configuration stack(String value) {
        fields.put("stack", value);
        return this;
    }

    /** Whether samples are packed rather than padded. */
    public Configuration packing(boolean value) {
        fields.put("packing", value);
        return this;
    }

    /** Whether torch.compile is used. */
    public Configuration compile(boolean value) {
        fields.put("compile", value);
        return this;
    }

    /** Whether full copies of embedding and head are trained beside the adapters. */
    public Configuration trainEmbeddings(boolean value) {
        fields.put("trainEmbeddings", value);
        return this;
    }

    /** Whether the quantised base is stored in a type that can be divided. */
    public Configuration shardQuantized(boolean value) {
        fields.put("shardQuantized", value);
        return this;
    }

    /** Whether each weight is updated as soon as its gradient is there. */
    public Configuration optimizerInBackward(boolean value) {
        fields.put("optimizerInBackward", value);
        return this;
    }

    /** Whether weights, gradients and states wait in the host's memory. */
    public Configuration offloadParameters(boolean value) {
        fields.put("offloadParameters", value);
        return this;
    }

    /** Whether what checkpointing keeps waits in the host's memory. */
    public Configuration offloadActivations(boolean value) {
        fields.put("offloadActivations", value);
        return this;
    }

    /** As the API takes it. */
    Map<String, Object> json() {
        return fields;
    }
}
