package tunewise.catalog;

import java.util.Locale;
import tunewise.text.Choice;
import tunewise.training.Loss;

/**
 * A training stack, and what sets it apart in memory and speed.
 *
 * @param offered whether set-ups are recommended for it; the others are there for estimates only
 * @param loss what it computes the loss with by default
 * @param huggingFace whether it runs the modelling code of transformers
 * @param quantisesExperts whether stacked experts are quantised too; transformers 5 with bitsandbytes leaves them 16-bit
 * @param adaptsExperts how adapters reach stacked experts that our files name
 * @param maskKept whether scaled dot-product attention is handed a mask of tokens x tokens, which stays with the layer
 * @param keysCopied whether keys and values that heads share are copied to each of them
 * @param kbitFp32 whether it casts norms, embeddings and head of a quantised base to 32 bits
 * @param loraAdapterBytes bytes of an adapter weight over a 16-bit base
 * @param qloraAdapterBytes bytes of an adapter weight over a quantised base
 * @param logitBytes bytes a logit takes at the peak when the loss sees them whole
 * @param chunkedLogitBytes bytes a logit of the whole micro batch takes when the loss is chunked but the head is not
 * @param activationShare activations kept, as a share of Hugging Face's modelling code
 * @param quantisedShare activations kept over a quantised base, as a share of those kept over a 16-bit one
 * @param dropoutBytes bytes an adapter's dropout keeps of each element it reads
 * @param fusedQkv whether queries, keys and values come of one matrix, whose whole result is then kept
 * @param gathersAll whether its FSDP ends up with all weights of a step gathered on each GPU
 * @param offloadsCheckpoints whether what checkpointing keeps waits in the host's memory by itself, copied while others compute
 * @param sharesRollout whether the engine that makes up answers uses the weights that train, rather than a copy
 * @param divides which weights it divides over GPUs
 * @param efficiency share of the measured matmul rate that long micro batches of a wide model come near
 * @param floorSeconds least time of a micro batch on an A100
 */
public record Stack(
        String id,
        String name,
        boolean offered,
        Loss loss,
        boolean huggingFace,
        Experts quantisesExperts,
        ExpertAdapters adaptsExperts,
        boolean maskKept,
        boolean keysCopied,
        boolean kbitFp32,
        int loraAdapterBytes,
        int qloraAdapterBytes,
        double logitBytes,
        double chunkedLogitBytes,
        double activationShare,
        double quantisedShare,
        int dropoutBytes,
        boolean fusedQkv,
        boolean gathersAll,
        boolean offloadsCheckpoints,
        boolean sharesRollout,
        Divides divides,
        double efficiency,
        double floorSeconds,
        String source,
        String note) {

    /** What becomes of stacked experts in a quantised base. */
    public enum Experts implements Choice {
        /** They stay in 16 bits. */
        NO,
        YES,
        /** They are quantised, and those of a layer are unpacked to 16 bits while it works. */
        UNPACKED;

        @Override
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How adapters reach the experts of a layer. */
    public enum ExpertAdapters implements Choice {
        /** Not at all: it adapts modules only, and stacked experts are parameters. */
        NONE,
        /** One pair of adapters for each expert of a stacked parameter. */
        STACKED,
        /** Its modelling code keeps each expert's matrices as linear layers of their own. */
        SINGLE;

        @Override
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which weights a stack divides over GPUs. */
    public enum Divides implements Choice {
        NOTHING,
        SIXTEEN_BIT,
        /** A 4-bit base too, which has to be stored in a type that can be divided. */
        ALL,
        /** The same, and in fp16 only weights that train become 32-bit, not a frozen base. */
        ALL_AND_FP16;

        @Override
        public String id() {
            return Choice.idOf(name());
        }
    }

    /** The same stack with other factors, which only measuring can tell. */
    public Stack withFactors(double activationShare, double quantisedShare, double efficiency, double floorSeconds) {
        return new Stack(
                id,
                name,
                offered,
                loss,
                huggingFace,
                quantisesExperts,
                adaptsExperts,
                maskKept,
                keysCopied,
                kbitFp32,
                loraAdapterBytes,
                qloraAdapterBytes,
                logitBytes,
                chunkedLogitBytes,
                activationShare,
                quantisedShare,
                dropoutBytes,
                fusedQkv,
                gathersAll,
                offloadsCheckpoints,
                sharesRollout,
                divides,
                efficiency,
                floorSeconds,
                source,
                note);
    }

    /** Whether the weights of a base, quantised or not, can be divided. */
    public boolean divides(boolean quantised) {
        return switch (divides) {
            case NOTHING -> false;
            case SIXTEEN_BIT -> !quantised;
            case ALL, ALL_AND_FP16 -> true;
        };
    }

    /** Whether it divides weights on a GPU that computes in fp16; nobody has tried that over a 4-bit base. */
    public boolean dividesInFp16(boolean quantised) {
        return divides == Divides.ALL_AND_FP16 && !quantised;
    }
}
