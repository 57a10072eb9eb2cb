package tunewise.export;

import tunewise.catalog.ModelFamily.Attention;

/** Which kernel of attention a trainer is told to use: the fastest that the plan counts with and the model's class takes. */
final class Kernels {
    /** FlashAttention with attention sinks, for Hopper. */
    private static final String WITH_SINKS = "kernels-community/vllm-flash-attn3";

    private Kernels() {}

    /** As transformers names it. */
    static String transformers(TrainingRun run) {
        if (run.aim().attention() != null) {
            return run.aim().attention().id().replace('-', '_');
        }
        if (run.sharding().dividesSamples()) {
            return Attention.SDPA.id();
        }
        Attention takes = run.family().attention();
        if (run.family().modelType().equals("gpt_oss")) {
            return run.onHopper() ? WITH_SINKS : Attention.EAGER.id();
        }
        return takes == Attention.FLASH_ATTENTION_2 && !run.flashAttention() ? Attention.SDPA.id() : takes.id();
    }

    /** As LLaMA-Factory names it. */
    static String llamaFactory(TrainingRun run) {
        if (run.aim().attention() != null) {
            return switch (run.aim().attention()) {
                case FLASH_ATTENTION_3, FLASH_ATTENTION_2 -> "fa2";
                case SDPA -> "sdpa";
                case EAGER -> "disabled";
            };
        }
        return switch (run.family().attention()) {
            case FLASH_ATTENTION_2 -> run.flashAttention() ? "fa2" : "sdpa";
            case SDPA -> "sdpa";
            case EAGER -> "disabled";
        };
    }
}
