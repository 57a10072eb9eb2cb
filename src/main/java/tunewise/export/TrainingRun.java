package tunewise.export;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Training;
import tunewise.advice.Setup;
import tunewise.catalog.Architecture;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.ModelFamily;
import tunewise.catalog.Offer;
import tunewise.catalog.Recipe;
import tunewise.catalog.Terms;
import tunewise.question.Commitment;
import tunewise.question.Question;
import tunewise.text.Figures;
import tunewise.training.AdapterTargets;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Offload;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * One training as every trainer and every launcher can be told it, whatever they call things.
 *
 * @param name short, for the job
 * @param recommendation id of the recommendation it follows
 * @param release of the rules and prices
 * @param model by its Hugging Face id
 * @param family what trainers have to be told of the model
 * @param aim what it is trained towards
 * @param microBatch samples a GPU takes at once
 * @param sequenceLength tokens a sample is cut or packed to
 * @param packing whether short samples are packed into one sequence
 * @param offload what waits in the host's memory; null for nothing
 * @param optimizer as trainers name it
 * @param stack the trainer that memory and speed were estimated for
 * @param adapters null for full fine-tuning
 * @param dataset path of the data below the folder of the training, or a name on the Hugging Face hub
 */
public record TrainingRun(
        String name,
        String recommendation,
        String release,
        String model,
        ModelFamily family,
        Method method,
        Quantization quantization,
        Aim aim,
        int microBatch,
        int gradientAccumulation,
        int sequenceLength,
        int epochs,
        boolean packing,
        boolean gradientCheckpointing,
        boolean flashAttention,
        Sharding sharding,
        @Nullable Offload offload,
        String optimizer,
        String precision,
        String stack,
        Learning learning,
        @Nullable Adapters adapters,
        String dataset,
        Machine machine,
        Budget budget) {

    static final String DATASET = "data/train.jsonl";

    /** The stack whose packages train encoders and heads, whatever the trainer of the estimate. */
    private static final String HEADS = "hf-trainer";

    private static final int LONGEST_NAME = 40;

    /**
     * How fast it learns.
     *
     * @param rate at its peak
     * @param steps of the optimizer, with every sample full
     * @param warmUpSteps among them
     * @param gradientClip largest norm of all gradients together
     */
    public record Learning(
            double rate,
            Recipe.Schedule schedule,
            long steps,
            long warmUpSteps,
            double weightDecay,
            double gradientClip) {}

    /**
     * Adapters on all linear layers unless said otherwise, which the estimate of memory counts.
     *
     * @param alpha what they are multiplied with, divided by their rank
     * @param dropout share of their inputs that is left out
     * @param attentionOnly whether only the attention has them
     */
    public record Adapters(int rank, int alpha, double dropout, boolean attentionOnly) {
        public Adapters(int rank, int alpha, double dropout) {
            this(rank, alpha, dropout, false);
        }
    }

    public TrainingRun {
        boolean fourBit = quantization == Quantization.NF4 || quantization == Quantization.NF4_DQ;
        if (fourBit != (method == Method.QLORA)) {
            throw new NotExportableException("A base of kind " + quantization.id() + " does not go with "
                    + method.label() + ". Maybe ask the question again.");
        }
        if (sharding.fsdp() && optimizer.endsWith("8bit") && !optimizer.startsWith("adamw_torch")) {
            throw new NotExportableException("The optimizer " + optimizer
                    + " of bitsandbytes fails on weights that FSDP divides. Maybe ask the question again: newer answers"
                    + " name one that works.");
        }
        if (family.stored() != ModelFamily.Stored.BF16 && !family.stored().converted()) {
            throw new NotExportableException(model + " is stored in "
                    + family.stored().name().toLowerCase(Locale.ROOT)
                    + ", which no trainer turns into 16 bits as it loads. Maybe name a copy of these "
                    + "weights in 16 bits.");
        }
        if (family.stored() != ModelFamily.Stored.BF16 && method == Method.QLORA) {
            throw new NotExportableException(
                    model + " is stored in " + family.stored().name().toLowerCase(Locale.ROOT)
                            + ", and trainers refuse to put 4 bits on top of that. Maybe ask again for LoRA, "
                            + "which trains"
                            + " over a copy in 16 bits.");
        }
        if (packing && !flashAttention) {
            throw new NotExportableException("Without FlashAttention packed samples see each other. Maybe ask the"
                    + " question again for a GPU that has it.");
        }
    }

    /** Whether the model has nothing to write, so that an encoder will do. */
    private static boolean readsOnly(Objective objective) {
        return objective == Objective.EMBEDDING || objective == Objective.CLASSIFICATION;
    }

    private static boolean encoder(Recommendation answer, Catalog catalog) {
        return catalog.models().stream()
                .filter(model -> model.id().equals(answer.model().id()))
                .flatMap(model -> model.architecture().stream())
                .anyMatch(Architecture::encoder);
    }

    /**
     * The training that a recommendation recommends.
     *
     * @param catalog what is known of offers and margins today
     * @throws NotExportableException when there is none, or it cannot be told to a trainer
     */
    public static TrainingRun of(Recommendation answer, Catalog catalog) {
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        if (setup == null || estimate == null) {
            throw new NotExportableException(
                    "No set-up was found for this question, so there is nothing to train with. Maybe ask again "
                            + "with one of"
                            + " the changes that the answer offers.");
        }
        Training training = answer.training();
        if (training == null) {
            throw new NotExportableException("This answer has no learning rate yet. Maybe ask its question "
                    + "again: we can export newer answers.");
        }
        if (encoder(answer, catalog) && !readsOnly(answer.question().objective())) {
            throw new NotExportableException(answer.model().name()
                    + " is an encoder, which writes no text. Maybe ask again for an embedding model or a classifier.");
        }
        String model = Weights.reached(answer, catalog);
        Question question = answer.question();
        return new TrainingRun(
                name(model, setup.method()),
                answer.id(),
                answer.release().id(),
                model,
                Weights.family(model, answer, catalog),
                setup.method(),
                setup.quantization(),
                Aim.of(answer, setup, catalog),
                setup.microBatch(),
                setup.gradientAccumulation(),
                question.sequenceLength(),
                question.epochs(),
                training.packing(),
                setup.gradientCheckpointing(),
                setup.flashAttention(),
                setup.sharding(),
                setup.offload(),
                training.optimizer(),
                setup.precision(),
                setup.stack(),
                new Learning(
                        training.learningRate(),
                        training.schedule(),
                        training.steps(),
                        training.warmUpSteps(),
                        training.weightDecay(),
                        training.gradientClip()),
                adapters(setup, training),
                DATASET,
                machine(answer, setup, catalog),
                Budget.of(estimate, question, catalog));
    }

    private static @Nullable Adapters adapters(Setup setup, Training training) {
        Integer alpha = training.alpha();
        Double dropout = training.dropout();
        return setup.method() == Method.FULL || alpha == null || dropout == null
                ? null
                : new Adapters(setup.rank(), alpha, dropout, AdapterTargets.ATTENTION.equals(setup.targets()));
    }

    private static Machine machine(Recommendation answer, Setup setup, Catalog catalog) {
        Optional<Offer> offer = catalog.offersOn(answer.question().asOf()).stream()
                .filter(each -> each.id().equals(setup.offer()))
                .findFirst();
        return new Machine(
                setup.gpu(),
                setup.gpuName(),
                setup.gpuCount(),
                setup.provider(),
                setup.providerName(),
                catalog.gpu(setup.gpu()).map(Gpu::architecture).orElse(""),
                catalog.gpu(setup.gpu()).map(Gpu::host).filter("arm64"::equals).orElse("x86-64"),
                Checkpoints.diskGb(
                        answer.model().parameters(),
                        setup.method(),
                        keepsStates(offer) || answer.question().sessionHours() != null),
                offer.map(Offer::commitment).orElse(Commitment.ON_DEMAND),
                offer.map(Offer::note).orElse(""),
                setup.machines(),
                setup.owned(),
                offer.map(Offer::terms).orElse(Terms.UNKNOWN));
    }

    /** A machine that may be taken away has to keep the optimizer's states too, to go on where it was. */
    private static boolean keepsStates(Optional<Offer> offer) {
        return offer.filter(each -> each.commitment() == Commitment.SPOT).isPresent();
    }

    private static String name(String model, Method method) {
        String short_ = model.substring(model.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        String plain = short_.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String cut = plain.substring(
                0, Math.min(plain.length(), LONGEST_NAME - method.id().length() - 1));
        return cut.replaceAll("-+$", "") + "-" + method.id();
    }

    /** Whether the weights lie in a folder of the machine, rather than on the hub. */
    boolean ofFolder() {
        return Weights.folder(model);
    }

    /** Whether the frozen base is stored in 4 bits. */
    boolean quantised() {
        return method == Method.QLORA;
    }

    /** Whether weights wait in the host's memory. */
    boolean parametersOffloaded() {
        return offload == Offload.PARAMETERS || offload == Offload.BOTH;
    }

    /** Whether what checkpointing keeps waits there. */
    boolean activationsOffloaded() {
        return offload == Offload.ACTIVATIONS || offload == Offload.BOTH;
    }

    /** Whether it trains a model to read, not to write. */
    boolean readsOnly() {
        return readsOnly(objective());
    }

    /** The stack whose packages this takes. */
    String tools() {
        return readsOnly() ? HEADS : stack;
    }

    /** Whether the GPU has no bf16, so that it trains in fp16 with loss scaling. */
    boolean fp16() {
        return precision.equals("fp16");
    }

    /** Whether FSDP divides weights that train; with mixed precision accelerate would turn those into 32 bits. */
    boolean trainsDividedWeights() {
        return sharding.fsdp() && method == Method.FULL;
    }

    /** Whether its GPU has the kernels of Hopper. */
    boolean onHopper() {
        return machine.architecture().toLowerCase(Locale.ROOT).contains("hopper");
    }

    Objective objective() {
        return aim.objective();
    }

    /** Whether it copies good answers, which every trainer does. */
    boolean supervised() {
        return objective() == Objective.SFT;
    }

    /** Whether autocast would hand out logits in 32 bits, twice what was counted for a loss that sees all of them. */
    boolean pure16Bit() {
        return trainsDividedWeights() || objective().wholeLogits();
    }

    Optional<Adapters> adapted() {
        return Optional.ofNullable(adapters);
    }

    /** Samples of one optimizer step, over all GPUs. */
    int effectiveBatch() {
        return microBatch * gradientAccumulation * (sharding.dividesSamples() ? 1 : machine.gpuCount());
    }

    /** "LoRA at rank 16 of meta-llama/Llama-3.1-8B on 1x RTX 4090 at RunPod". */
    String summary() {
        return method.label()
                + adapted().map(its -> " at rank " + its.rank()).orElse("") + " of " + model + " on "
                + machine.summary()
                + " at " + machine.providerName();
    }

    /** The folder of the data, relative to where training starts; empty where it is on the hub. */
    Optional<String> dataFolder() {
        if (!dataset.endsWith(".jsonl")) {
            return Optional.empty();
        }
        int slash = dataset.lastIndexOf('/');
        return Optional.of(slash < 0 ? "." : dataset.substring(0, slash));
    }

    /** Dollars as a person reads them. */
    static String dollars(double usd) {
        return "$" + Figures.grouped(usd, 2);
    }
}
