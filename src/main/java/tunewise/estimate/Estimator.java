package tunewise.estimate;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Architecture;
import tunewise.catalog.Catalog;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.ModelFamily;
import tunewise.catalog.ModellingCode;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Stack;
import tunewise.catalog.TrainerFacts;
import tunewise.training.AdapterTargets;

/** What training takes: memory part by part, and speed. Arithmetic over a catalog; safe for use by many threads. */
public final class Estimator {
    private static final int MOST_KNOWN = 1_000;

    private final Map<EstimatorCoefficient, Coefficient> figures;
    private final TypicalShape typical;
    private final TrainerFacts trainers;
    private final double fewExperts;
    private final FitChance chance;
    private final Map<String, ModellingCode> modelling = new HashMap<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private Estimator(Catalog catalog) {
        figures = catalog.coefficients();
        Coefficient headWidth = Objects.requireNonNull(figures.get(EstimatorCoefficient.TYPICAL_HEAD_WIDTH));
        trainers = catalog.trainers();
        typical = new TypicalShape(catalog.models(), (int) headWidth.value());
        fewExperts = catalog.policy(PolicyValue.FEW_EXPERTS);
        chance = new FitChance(
                figures, catalog.policy(PolicyValue.LIKELY_FIT_SHARE), catalog.policy(PolicyValue.UNLIKELY_FIT_SHARE));
        catalog.modellingCode().forEach(code -> modelling.put(code.family(), code));
    }

    public static Estimator of(Catalog catalog) {
        return new Estimator(catalog);
    }

    /** How likely a run fits a card. */
    public FitChance chance() {
        return chance;
    }

    /** Memory that one of the GPUs needs. */
    public MemoryEstimate memory(Model model, TrainingConfig config, Stack stack) {
        return new MemoryModel(dimensions(model, config), teacher(config), config, stack, figures).estimate();
    }

    /** Memory of the machine that holds all GPUs: what waits there while a GPU does without it. */
    public double hostGib(Model model, TrainingConfig config, Stack stack) {
        return new MemoryModel(dimensions(model, config), teacher(config), config, stack, figures).hostGib();
    }

    /** Speed on GPUs of one type in one machine, with a step of the optimizer after each micro batch. */
    public SpeedEstimate speed(Model model, TrainingConfig config, Gpu gpu, Stack stack) {
        return speed(model, config, gpu, stack, Placement.USUAL);
    }

    /** Speed on GPUs of one type. */
    public SpeedEstimate speed(Model model, TrainingConfig config, Gpu gpu, Stack stack, Placement placement) {
        return new SpeedModel(
                        dimensions(model, config), teacher(config), config, gpu, stack, placement, figures, fewExperts)
                .estimate();
    }

    /** Weights of adapters of a rank; 0 when the model has none of the layers they go to. */
    public long adapterWeights(Model model, AdapterTargets targets, Stack stack, int rank) {
        return Adapters.of(dimensions(model), targets, stack, rank).weights();
    }

    /** Names of the modules that adapters can go to. */
    public static Set<String> targetModules() {
        return Projection.modules();
    }

    private @Nullable ModelDimensions teacher(TrainingConfig config) {
        Model teacher = config.aim().teacher();
        return teacher == null ? null : dimensions(teacher);
    }

    private ModelDimensions dimensions(Model model, TrainingConfig config) {
        ModelDimensions whole = dimensions(model);
        return config.aim().objective().headless() ? whole.headless() : whole;
    }

    /** A model and its dimensions, kept as long as there are not too many. */
    private record Known(Model model, ModelDimensions dimensions) {}

    /** The very same model only, as comparing all that two models are takes as long as measuring one. */
    @SuppressWarnings("ReferenceEquality")
    private ModelDimensions dimensions(Model model) {
        Known before = known.get(model.id());
        if (before != null && before.model() == model) {
            return before.dimensions();
        }
        ModelDimensions dimensions = measured(model);
        if (known.size() < MOST_KNOWN || known.containsKey(model.id())) {
            known.put(model.id(), new Known(model, dimensions));
        }
        return dimensions;
    }

    private ModelDimensions measured(Model model) {
        ModellingCode code = modelling.getOrDefault(model.family(), ModellingCode.usual(model.family()));
        Optional<Architecture> shape = model.architecture();
        return shape.map(known -> ModelDimensions.of(model, known, code, family(model), false))
                .orElseGet(() -> ModelDimensions.of(model, typical.of(model.parameters()), code, family(model), true));
    }

    /** What our files name in it, by its id or its type; null where no catalog knows that. */
    private @Nullable ModelFamily family(Model model) {
        ModelFamily known = trainers.familyOf(model.id());
        return known.equals(ModelFamily.UNKNOWN)
                ? trainers.ofType(model.family(), model.mixtureOfExperts()).orElse(null)
                : known;
    }
}
