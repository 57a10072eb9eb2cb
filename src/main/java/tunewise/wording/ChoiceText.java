package tunewise.wording;

import java.util.stream.Stream;
import tunewise.export.Format;
import tunewise.plan.Fallback;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Priority;
import tunewise.question.Reliability;
import tunewise.question.Rent;
import tunewise.question.Risk;
import tunewise.question.Task;
import tunewise.rulebook.language.Phase;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Quantization;
import tunewise.training.Sharding;
import tunewise.workshop.Differences;
import tunewise.workshop.FolderState;

/** What the choices of a question and the steps of an answer are called, instead of their ids. */
public final class ChoiceText {
    private ChoiceText() {}

    /** How the rules folder stands to the active release. */
    public static String standing(FolderState.Standing standing) {
        return switch (standing) {
            case UNKNOWN -> "We have not looked at the rules folder yet.";
            case ACTIVE -> "The rules folder is the release in force.";
            case BEHIND -> "The rules folder holds an older release than the one in force.";
            case READY -> "The rules folder has changes that pass check and test.";
            case FAULTY -> "The rules folder has changes with faults, so they are not in force.";
        };
    }

    public static String kind(Differences.Kind kind) {
        return switch (kind) {
            case ADDED -> "added";
            case REMOVED -> "removed";
            case CHANGED -> "changed";
        };
    }

    public static String task(Task task) {
        return switch (task) {
            case CHAT -> "chat and instructions";
            case CLASSIFICATION -> "classification";
            case MATHS -> "maths";
            case CODE -> "code";
            case KNOWLEDGE -> "new knowledge (continued training)";
        };
    }

    public static String objective(Objective objective) {
        return switch (objective) {
            case SFT -> "copy good answers (SFT)";
            case DPO -> "prefer chosen over rejected answers (DPO)";
            case ORPO -> "prefer while copying, without a reference (ORPO)";
            case KTO -> "learn from thumbs up and down (KTO)";
            case REWARD -> "score answers (reward model)";
            case GRPO -> "earn rewards for its own answers (GRPO)";
            case DISTILLATION -> "imitate a larger model (distillation)";
            case EMBEDDING -> "embed texts for search";
            case CLASSIFICATION -> "classify texts";
        };
    }

    public static String attention(Attention attention) {
        return switch (attention) {
            case FLASH_ATTENTION_3 -> "FlashAttention 3";
            case FLASH_ATTENTION_2 -> "FlashAttention 2";
            case SDPA -> "PyTorch's own (SDPA)";
            case EAGER -> "eager, which keeps all scores";
        };
    }

    public static String priority(Priority priority) {
        return switch (priority) {
            case COST -> "lowest cost";
            case BALANCED -> "cost and time in balance";
            case SPEED -> "shortest time";
            case QUALITY -> "best quality";
        };
    }

    public static String commitment(Commitment commitment) {
        return switch (commitment) {
            case ON_DEMAND -> "by the hour";
            case RESERVED -> "reserved for a year";
            case SPOT -> "by the hour, spot machines too";
            case ANY -> "by the hour or for a year";
        };
    }

    public static String reliability(Reliability reliability) {
        return reliability == Reliability.HIGH ? "interruptions would hurt" : "interruptions are fine";
    }

    public static String knowledge(Knowledge knowledge) {
        return knowledge == Knowledge.GUIDE ? "the guide's figures as written" : "what was measured";
    }

    public static String quantization(Quantization quantization) {
        return switch (quantization) {
            case NONE -> "not quantised";
            case INT8 -> "8-bit (INT8)";
            case NF4 -> "4-bit (NF4)";
            case NF4_DQ -> "4-bit (NF4), its scales quantised too";
        };
    }

    public static String loss(Loss loss) {
        return switch (loss) {
            case FULL -> "whole";
            case CHUNKED -> "chunked";
            case FUSED -> "fused";
        };
    }

    public static String sharding(Sharding sharding) {
        return switch (sharding) {
            case NONE -> "none, it is one GPU";
            case DDP -> "a copy on each GPU (DDP)";
            case ZERO1 -> "a copy on each GPU, optimizer states divided (ZeRO 1)";
            case ZERO2 -> "a copy on each GPU, gradients and optimizer states divided (ZeRO 2)";
            case ZERO3 -> "divided over the GPUs (ZeRO 3)";
            case FSDP -> "divided over the GPUs (FSDP)";
            case FSDP_CP -> "divided over the GPUs (FSDP), and each sample too (context parallelism)";
        };
    }

    public static String fallback(Fallback step) {
        return switch (step) {
            case SMALLER_BATCH -> "a smaller micro batch";
            case GRADIENT_CHECKPOINTING -> "gradient checkpointing, which costs time";
            case RANK_4 -> "a lower rank";
            case OPTIMIZER_8BIT -> "8-bit optimizer states";
            case DIVIDED_SAMPLES -> "samples divided over the GPUs (context parallelism), which costs some time";
            case OFFLOADED_ACTIVATIONS -> "activations in the host's memory, which costs some time";
            case ATTENTION_ADAPTERS -> "adapters on the attention alone, which costs some quality";
            case OFFLOADED_PARAMETERS -> "weights in the host's memory, which costs much time";
        };
    }

    /** What an export is for. */
    public static String kind(Format.Kind kind) {
        return switch (kind) {
            case TRAINER -> "To train with";
            case BESIDE -> "Beside it";
            case LAUNCH -> "To start it with";
            case WHOLE -> "All of it";
        };
    }

    /** Answers keep the optimizer by its id, and old ones perhaps by one no longer known. */
    public static String optimizer(String id) {
        return Stream.of(Optimizer.values())
                .filter(optimizer -> optimizer.id().equals(id))
                .map(ChoiceText::optimizer)
                .findFirst()
                .orElse(id);
    }

    private static String optimizer(Optimizer optimizer) {
        return switch (optimizer) {
            case ADAMW_TORCH_FUSED -> "fused AdamW";
            case ADAMW_TORCH -> "AdamW";
            case ADAMW_8BIT, ADAMW_BNB_8BIT -> "8-bit AdamW";
            case PAGED_ADAMW_8BIT -> "paged 8-bit AdamW";
            case PAGED_ADAMW_32BIT -> "paged AdamW";
            case ADAFACTOR -> "Adafactor";
            case SGD -> "SGD";
        };
    }

    public static String phase(Phase phase) {
        return switch (phase) {
            case GATES -> "Is it worth it?";
            case METHODS -> "Which method?";
            case SIZING -> "How much memory, how fast?";
            case ELIGIBILITY -> "What is ruled out?";
            case PREFERENCE -> "What do we prefer?";
            case SETTINGS -> "Which settings?";
            case CAVEATS -> "What should you know?";
        };
    }

    public static String risk(Risk risk) {
        return switch (risk) {
            case SAFE -> "only what surely fits";
            case TRY -> "also what likely fits, tested first";
        };
    }

    public static String rent(Rent rent) {
        return switch (rent) {
            case COMPARE -> "compare with renting";
            case NO -> "no, only what I have";
            case ONLY -> "only rent";
        };
    }
}
