package tunewise.advice;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.Stack;
import tunewise.question.Question;
import tunewise.training.Attention;

/** The attention that runs where nobody names one. */
final class Kernels {
    private Kernels() {}

    /**
     * What a stack does by itself: scores are kept for models with attention sinks, which neither FlashAttention 2 nor
     * PyTorch's own know; else PyTorch's own, or FlashAttention 2 where the stack asks for it and the GPU has it.
     */
    static Attention usual(Model model, Stack stack, @Nullable Gpu gpu) {
        boolean sinks = model.architecture().filter(shape -> shape.attnSinks()).isPresent();
        if (sinks && stack.maskKept()) {
            return Attention.EAGER;
        }
        boolean flash = stack.huggingFace() && !stack.maskKept() && (gpu == null || gpu.supportsFlashAttention());
        return flash ? Attention.FLASH_ATTENTION_2 : Attention.SDPA;
    }

    /** What a plan trains with: the kernel that was asked for, FlashAttention 2 where it counts with that, else PyTorch's own. */
    static Attention planned(Question question, boolean flashAttention) {
        if (question.attention() != null) {
            return question.attention();
        }
        return flashAttention ? Attention.FLASH_ATTENTION_2 : Attention.SDPA;
    }
}
