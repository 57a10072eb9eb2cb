package tunewise.wording;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fields of a form and their values are called, and what is wrong with them. */
public final class FieldLabels {
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("model", "Model"),
            Map.entry("model.name", "Its name"),
            Map.entry("model.parametersB", "Its size"),
            Map.entry("model.config", "Its config.json"),
            Map.entry("tokens", "Training data"),
            Map.entry("epochs", "Epochs"),
            Map.entry("sequenceLength", "Sequence length"),
            Map.entry("task", "Task"),
            Map.entry("budgetUsd", "Budget"),
            Map.entry("deadlineHours", "Deadline"),
            Map.entry("priority", "What matters most"),
            Map.entry("methods", "Methods"),
            Map.entry("gpus", "GPUs"),
            Map.entry("providers", "Providers"),
            Map.entry("ownGpus", "I have GPUs"),
            Map.entry("rent", "Rent"),
            Map.entry("risk", "Memory risk"),
            Map.entry("imagesPerSample", "Images a sample"),
            Map.entry("tokensPerImage", "Tokens an image"),
            Map.entry("trainVision", "Train the vision tower"),
            Map.entry("excludeGpus", "Excluded GPUs"),
            Map.entry("sessionHours", "Longest session"),
            Map.entry("nodes", "Machines that work together"),
            Map.entry("regions", "Where"),
            Map.entry("tiers", "Tiers"),
            Map.entry("minReliability", "Host uptime at least"),
            Map.entry("interconnect", "Linked by"),
            Map.entry("samples", "Samples"),
            Map.entry("meanSampleTokens", "Mean length"),
            Map.entry("objective", "Objective"),
            Map.entry("prompts", "Prompts"),
            Map.entry("generations", "Answers to each prompt"),
            Map.entry("completionLength", "Tokens of an answer"),
            Map.entry("teacher", "Teacher"),
            Map.entry("attention", "Attention"),
            Map.entry("adapterBits", "Bits of the adapters"),
            Map.entry("precomputedReference", "Reference precomputed"),
            Map.entry("maxGpus", "GPUs at most"),
            Map.entry("commitment", "Billing"),
            Map.entry("reliability", "Reliability"),
            Map.entry("stack", "Training stack"),
            Map.entry("workload.inferenceCalls", "Expected model calls"),
            Map.entry("workload.production", "In production"),
            Map.entry("workload.variants", "Variants"),
            Map.entry("workload.runsPerYear", "Runs a year"),
            Map.entry("knowledge", "Judged by"),
            Map.entry("asOf", "Prices of"),
            Map.entry("method", "Method"),
            Map.entry("rank", "Rank"),
            Map.entry("targets", "Layers with adapters"),
            Map.entry("quantization", "Base"),
            Map.entry("microBatch", "Micro batch"),
            Map.entry("gradientCheckpointing", "Gradient checkpointing"),
            Map.entry("flashAttention", "Flash Attention"),
            Map.entry("precision", "Precision"),
            Map.entry("optimizer", "Optimizer"),
            Map.entry("loss", "Loss"),
            Map.entry("kbitFp32", "Norms and embeddings in 32 bits"),
            Map.entry("gpu", "GPU"),
            Map.entry("gpuCount", "GPUs in all"),
            Map.entry("sharding", "Sharding"),
            Map.entry("packing", "Samples packed"),
            Map.entry("compile", "torch.compile"),
            Map.entry("trainEmbeddings", "Embeddings trained"),
            Map.entry("shardQuantized", "4-bit base divided"),
            Map.entry("optimizerInBackward", "Optimizer in the backward pass"),
            Map.entry("offloadParameters", "Weights in host memory"),
            Map.entry("offloadActivations", "Activations in host memory"));

    private FieldLabels() {}

    /** What a field of the question is called on the page. */
    public static String field(String path) {
        return FIELDS.getOrDefault(path, path);
    }

    /** A value that recommendations are looked for by. */
    public static String filter(String id) {
        return switch (id) {
            case "full" -> "Full fine-tuning";
            case "lora" -> "LoRA";
            case "qlora" -> "QLoRA";
            case "recommended" -> "Recommended";
            case "not_feasible" -> "Not feasible";
            case "not_advised" -> "Not advised";
            case "evidence" -> "What was measured";
            case "guide" -> "The guide";
            case "agrees" -> "The guide agrees";
            case "differs" -> "The guide differs";
            case "silent" -> "No guide to compare";
            case "none" -> "Not reviewed";
            case "any" -> "Reviewed";
            case "approved" -> "Approved";
            case "questioned" -> "Questioned";
            case "overridden" -> "Overridden";
            case "same" -> "The same today";
            case "different" -> "Different today";
            case "cannot" -> "Cannot be replayed";
            case "page" -> "On the page";
            case "api" -> "By the API";
            case "command-line" -> "On the command line";
            default -> id;
        };
    }

    /** A fault beside its field, whose name it may go on from. */
    public static String fault(String path, String message) {
        return message.startsWith("is ") ? field(path) + " " + message : DisplayText.sentence(message);
    }

    /** A value of the contract as a form has it. */
    public static List<String> values(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(item -> texts.addAll(values(item)));
            return texts;
        }
        return List.of(value instanceof Number number ? typed(new BigDecimal(number.toString())) : value.toString());
    }

    /** Never with three decimals, which readers of other languages would take for thousands. */
    private static String typed(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return (plain.scale() == 3 ? plain.setScale(4) : plain).toPlainString();
    }
}
