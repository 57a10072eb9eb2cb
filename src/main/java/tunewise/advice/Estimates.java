package tunewise.advice;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate.Likelihood;
import tunewise.advice.EstimateAnswer.Memory;
import tunewise.advice.EstimateAnswer.Part;
import tunewise.advice.Recommendation.ModelSummary;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Stack;
import tunewise.estimate.Estimator;
import tunewise.estimate.Images;
import tunewise.estimate.MemoryEstimate;
import tunewise.estimate.ObjectiveSetup;
import tunewise.estimate.SpeedEstimate;
import tunewise.estimate.TrainingConfig;
import tunewise.estimate.TrainingConfigBuilder;
import tunewise.estimate.accuracy.PublishedRuns;
import tunewise.estimate.accuracy.PublishedRuns.Place;
import tunewise.plan.MemoryNeed;
import tunewise.question.EstimateReader;
import tunewise.question.EstimateRequest;
import tunewise.question.EstimateRequestBuilder;
import tunewise.question.Extra;
import tunewise.question.FieldFault;
import tunewise.question.ModelAsk;
import tunewise.question.ModelHub;
import tunewise.question.QuestionFaultsException;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** Memory and speed of single configurations, for people who know what they want. Safe for use by several threads. */
public final class Estimates {
    private final Catalog catalog;
    private final Models models;
    private final Estimator estimator;
    private final PublishedRuns published;
    private final EstimateReader reader;

    Estimates(Catalog catalog, Models models, Estimator estimator, PublishedRuns published) {
        this(catalog, models, estimator, published, ModelHub.NONE);
    }

    private Estimates(Catalog catalog, Models models, Estimator estimator, PublishedRuns published, ModelHub hub) {
        this.catalog = catalog;
        this.models = models;
        this.estimator = estimator;
        this.published = published;
        this.reader = new EstimateReader(models.forEstimates(), hub);
    }

    /** Estimates need no rules. */
    public static Estimates of(Catalog catalog) {
        Estimator estimator = Estimator.of(catalog);
        return new Estimates(
                catalog, new Models(catalog, ModelNames.of(catalog)), estimator, PublishedRuns.of(catalog, estimator));
    }

    /** The same, of models too that only a hub has. */
    public Estimates with(ModelHub hub) {
        return new Estimates(catalog, models, estimator, published, hub);
    }

    /**
     * Answers a request in the contract's JSON.
     *
     * @throws tunewise.question.QuestionFaultsException with every fault
     */
    public EstimateAnswer answer(String requestJson) {
        return answer(reader.read(requestJson));
    }

    /**
     * Answers a request in the cells of a row or the options of a command line.
     *
     * @throws tunewise.question.QuestionFaultsException with every fault
     */
    public EstimateAnswer answerForm(Map<String, List<String>> form) {
        return answer(reader.readForm(form));
    }

    /** Memory of one GPU of a recommendation's set-up, as the estimator of a release has it. */
    public static MemoryEstimate chosen(LoadedRelease loaded, Recommendation answer) {
        Sharding sharding = Objects.requireNonNull(answer.setup()).sharding();
        return shared(loaded.catalog(), loaded.names(), answer, sharding);
    }

    /** The same by a catalog, if its GPUs shared the work in this way. */
    public static MemoryEstimate shared(Catalog catalog, Recommendation answer, Sharding sharding) {
        return shared(catalog, ModelNames.of(catalog), answer, sharding);
    }

    private static MemoryEstimate shared(Catalog catalog, ModelNames names, Recommendation answer, Sharding sharding) {
        Models models = new Models(catalog, names);
        Model model = models.resolve(answer.question().model());
        Setup setup = Objects.requireNonNull(answer.setup());
        Stack stack = catalog.stack(setup.stack()).orElseThrow();
        Optimizer optimizer = Stream.of(Optimizer.values())
                .filter(each -> each.id().equals(setup.optimizer()))
                .findFirst()
                .orElseThrow();
        TrainingConfig config = TrainingConfig.usual(setup.method(), setup.rank(), stack)
                .withTargets(AdapterTargets.AS_EXPORTED)
                .withBatch(setup.microBatch(), answer.question().sequenceLength())
                .withCheckpointing(setup.gradientCheckpointing())
                .withAim(EvidencePlans.aim(answer.question(), models))
                .withImages(Images.of(
                        answer.question().imagesPerSample(),
                        answer.question().tokensPerImage(),
                        setup.method() == Method.FULL))
                .withAttention(Kernels.planned(answer.question().attention(), model, stack, setup.flashAttention()))
                .withOptimizer(optimizer)
                .withGpus(setup.gpuCount(), sharding);
        if (setup.precision().equals(Precision.FP16.id())) {
            config = config.withPrecision(Precision.FP16);
        }
        if (setup.method() == Method.QLORA && sharding.dividesWeights()) {
            config = config.with(Extra.SHARDED_QUANTIZATION);
        }
        if (setup.targets() != null) {
            config = config.withTargets(setup.targets());
        }
        if (setup.activationsOffloaded()) {
            config = config.with(Extra.ACTIVATIONS_OFFLOADED);
        }
        if (setup.parametersOffloaded()) {
            config = config.with(Extra.PARAMETERS_OFFLOADED);
        }
        return Estimator.of(catalog).memory(model, config, stack);
    }

    private EstimateAnswer answer(EstimateRequest request) {
        Model model = models.resolve(request.model());
        Stack stack = catalog.stack(request.stack()).orElseThrow();
        Gpu gpu = request.gpu() == null ? null : catalog.gpu(request.gpu()).orElseThrow();
        TrainingConfig config = config(request, model, stack, gpu);
        refuseTargetsOfNothing(model, config, stack);
        Kernels.refuse(config.attention(), model, gpu);
        MemoryEstimate memory = estimator.memory(model, config, stack);
        SpeedEstimate speed = gpu == null ? null : estimator.speed(model, config, gpu, stack);
        return new EstimateAnswer(
                ModelSummary.of(model),
                understood(request, config, gpu),
                gpu == null ? null : gpu.name(),
                memory(PlanSizer.need(memory), gpu),
                Rounded.of(memory.allocatedGib(), 2),
                Rounded.of(memory.reservedGib(), 2),
                gpu == null ? null : (Boolean) memory.fits(gpu.usableGib()),
                gpu == null
                        ? null
                        : Likelihood.of(
                                estimator.chance().fit(memory.totalGib(), gpu.usableGib()),
                                estimator.chance().probability(memory.totalGib(), gpu.usableGib())),
                speed == null ? null : Rounded.of(speed.tokensPerSecondPerGpu(), 1),
                speed == null ? null : Rounded.of(speed.tokensPerSecond(), 1),
                speed == null || speed.generationShare() == 0 ? null : Rounded.of(speed.generationShare(), 3),
                memory.moment().summary(),
                Part.all(memory),
                MeasuredRun.of(published.near(new Place(
                        model,
                        config.method(),
                        config.quantization(),
                        config.microBatch(),
                        config.sequenceLength(),
                        request.stack(),
                        request.gpu(),
                        config.gpuCount()))));
    }

    private void refuseTargetsOfNothing(Model model, TrainingConfig config, Stack stack) {
        boolean adapters = config.method() != Method.FULL;
        if (adapters && estimator.adapterWeights(model, config.targets(), stack, config.rank()) == 0) {
            throw new QuestionFaultsException(
                    List.of(new FieldFault(
                            "targets",
                            model.name() + " has no layer of this kind: "
                                    + config.targets().text() + ". Maybe you mean all-linear.")),
                    false);
        }
    }

    /** What was said, and the usual of method and stack for what was not. */
    private TrainingConfig config(EstimateRequest said, Model model, Stack stack, @Nullable Gpu gpu) {
        boolean full = said.method() == Method.FULL;
        TrainingConfig usual =
                TrainingConfig.usual(said.method(), (int) catalog.policy(PolicyValue.STANDARD_RANK), stack);
        Precision precision = gpu != null && gpu.trainsInFp16() ? Precision.FP16 : usual.precision();
        ObjectiveSetup aim = new ObjectiveSetup(
                said.objective(),
                or(said.generations(), 0),
                or(said.completionLength(), 0),
                said.teacher() == null ? null : models.resolve(new ModelAsk.Named(said.teacher())));
        usual = usual.withAim(aim)
                .withImages(Images.of(said.imagesPerSample(), said.tokensPerImage(), or(said.trainVision(), full)));
        return TrainingConfigBuilder.builder(usual)
                .rank(full ? 0 : or(said.rank(), usual.rank()))
                .targets(or(said.targets(), usual.targets()))
                .quantization(or(said.quantization(), usual.quantization()))
                .microBatch(or(said.microBatch(), usual.microBatch()))
                .sequenceLength(or(said.sequenceLength(), usual.sequenceLength()))
                .gradientCheckpointing(or(said.gradientCheckpointing(), usual.gradientCheckpointing()))
                .attention(attention(said, model, stack, gpu))
                .precision(or(said.precision(), precision))
                .optimizer(or(said.optimizer(), usual.optimizer()))
                .loss(or(said.loss(), usual.loss()))
                .kbitFp32(or(said.kbitFp32(), said.quantised() && stack.kbitFp32()))
                .gpuCount(said.gpuCount())
                .sharding(or(said.sharding(), PlanSizer.sharding(said.quantised(), said.gpuCount())))
                .extras(extras(said))
                .build();
    }

    private static Attention attention(EstimateRequest said, Model model, Stack stack, @Nullable Gpu gpu) {
        if (said.attention() != null) {
            return said.attention();
        }
        return Boolean.FALSE.equals(said.flashAttention()) ? Attention.EAGER : Kernels.usual(model, stack, gpu);
    }

    private static Set<Extra> extras(EstimateRequest said) {
        EnumSet<Extra> extras = EnumSet.noneOf(Extra.class);
        put(extras, Extra.ADAPTERS_16_BIT, Objects.equals(said.adapterBits(), 16));
        put(extras, Extra.ADAPTERS_32_BIT, Objects.equals(said.adapterBits(), 32));
        put(extras, Extra.REFERENCE_PRECOMPUTED, said.precomputedReference());
        put(extras, Extra.COMPILED, said.compile());
        put(extras, Extra.PADDED, !said.packing());
        put(extras, Extra.EMBEDDINGS_TRAINED, said.trainEmbeddings());
        put(extras, Extra.SHARDED_QUANTIZATION, said.shardQuantized());
        put(extras, Extra.OPTIMIZER_IN_BACKWARD, said.optimizerInBackward());
        put(extras, Extra.PARAMETERS_OFFLOADED, said.offloadParameters());
        put(extras, Extra.ACTIVATIONS_OFFLOADED, said.offloadActivations());
        return extras;
    }

    private static void put(Set<Extra> extras, Extra extra, boolean wanted) {
        if (wanted) {
            extras.add(extra);
        }
    }

    private static EstimateRequest understood(EstimateRequest said, TrainingConfig config, @Nullable Gpu gpu) {
        boolean adapters = config.method() != Method.FULL;
        return EstimateRequestBuilder.builder(said)
                .rank(adapters ? (Integer) config.rank() : null)
                .targets(adapters ? config.targets() : null)
                .quantization(config.quantization())
                .microBatch(config.microBatch())
                .sequenceLength(config.sequenceLength())
                .gradientCheckpointing(config.gradientCheckpointing())
                .flashAttention(config.attention().flash()
                        || (config.attention() == Attention.SDPA && (gpu == null || gpu.supportsFlashAttention())))
                .attention(config.attention())
                .precision(config.precision())
                .optimizer(config.optimizer())
                .loss(config.loss())
                .kbitFp32(config.quantization() == Quantization.NONE ? null : (Boolean) config.kbitFp32())
                .sharding(config.sharding())
                .build();
    }

    private static Memory memory(MemoryNeed need, @Nullable Gpu gpu) {
        return new Memory(
                Rounded.of(need.weights(), 2),
                Rounded.of(need.gradients()),
                Rounded.of(need.optimizer()),
                Rounded.of(need.activations()),
                Rounded.of(need.logits()),
                Rounded.of(need.overhead()),
                Rounded.of(need.total(), 2),
                Rounded.of(need.low(), 2),
                Rounded.of(need.high(), 2),
                gpu == null ? null : (Double) gpu.usableGib());
    }

    private static <T> T or(@Nullable T said, T usual) {
        return Objects.requireNonNullElse(said, usual);
    }
}
