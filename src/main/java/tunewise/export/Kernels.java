package tunewise.export;

import tunewise.catalog.ModelFamily.Attention;

/** Which kernel of attention a trainer is told to use: the fastest that the plan counts with and the model's class takes. */
final class Kernels {
    /** FlashAttention with attention sinks, for Hopper. */
    private static final String WITH_SINKS = "kernels-community/vllm-flash-attn3";

    private Kernels() {}

    /** As transformers names it. */
    static String transformers(TrainingRun run) {
        Attention takes = run.family().attention();
        if (run.family().modelType().equals("gpt_oss")) {
            return run.onHopper() ? WITH_SINKS : Attention.EAGER.id();
        }
        return takes == Attention.FLASH_ATTENTION_2 && !run.flashAttention() ? Attention.SDPA.id() : takes.id();
    }

    /** As LLaMA-Factory names it. */
    static String llamaFactory(TrainingRun run) {
        return switch (run.family().attention()) {
            case FLASH_ATTENTION_2 -> run.flashAttention() ? "fa2" : "sdpa";
            case SDPA -> "sdpa";
            case EAGER -> "disabled";
        };
    }
}
