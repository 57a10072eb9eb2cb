package tunewise.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.Stack;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.training.Attention;

/** The attention that runs where nobody names one. */
final class Kernels {
    private Kernels() {}

    /**
     * What a stack does by itself: scores are kept for models with attention sinks, which neither FlashAttention 2 nor
     * PyTorch's own know; else PyTorch's own, or FlashAttention 2 where the stack asks for it and the GPU has it.
     */
    static Attention usual(Model model, Stack stack, @Nullable Gpu gpu) {
        if (sinks(model) && stack.maskKept()) {
            return Attention.EAGER;
        }
        boolean flash = stack.huggingFace() && !stack.maskKept() && (gpu == null || gpu.supportsFlashAttention());
        return flash ? Attention.FLASH_ATTENTION_2 : Attention.SDPA;
    }

    /** @throws QuestionFaultsException for a kernel that the GPU has not, or that the model's attention sinks keep away */
    static void refuse(Attention attention, Model model, @Nullable Gpu gpu) {
        if (attention == Attention.FLASH_ATTENTION_2 && gpu != null && !gpu.supportsFlashAttention()) {
            fault(gpu.name() + " has no FlashAttention 2. Maybe you mean sdpa, which keeps no scores either.");
        }
        if (attention == Attention.FLASH_ATTENTION_3 && gpu != null && gpu.generation() != Gpu.Generation.HOPPER) {
            fault("FlashAttention 3 runs on Hopper GPUs only, and " + gpu.name()
                    + " is none. Maybe you mean flash-attention-2.");
        }
        if (attention == Attention.FLASH_ATTENTION_2 && sinks(model)) {
            fault(model.name() + " has attention sinks, which FlashAttention 2 does not support. Maybe you mean "
                    + "eager, or"
                    + " flash-attention-3 on a Hopper GPU.");
        }
    }

    private static void fault(String message) {
        throw new QuestionFaultsException(List.of(new FieldFault("attention", message)), false);
    }

    private static boolean sinks(Model model) {
        return model.architecture().filter(shape -> shape.attnSinks()).isPresent();
    }

    /** What a plan trains with: the kernel that was asked for, eager attention where sinks need their scores, FlashAttention 2 where it counts with that, else PyTorch's own. */
    static Attention planned(@Nullable Attention asked, Model model, Stack stack, boolean flashAttention) {
        if (asked != null) {
            return asked;
        }
        if (sinks(model) && stack.maskKept()) {
            return Attention.EAGER;
        }
        return flashAttention ? Attention.FLASH_ATTENTION_2 : Attention.SDPA;
    }
}
