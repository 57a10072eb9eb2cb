package tunewise.advice;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Architecture;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.GpuNames;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.catalog.Stack;
import tunewise.catalog.Tier;
import tunewise.catalog.config.ConfigJson;
import tunewise.estimate.Estimator;
import tunewise.question.AllowedNames;
import tunewise.question.ModelAsk;

/** What people may name, models above all, by a catalog. */
final class Models {
    private static final int DAYS = 4;

    private final Catalog catalog;
    private final ModelNames names;
    private volatile @Nullable GpuNames gpuNames;
    private final Set<String> places;
    private final Remembered<LocalDate, AllowedNames> days = new Remembered<>(DAYS);

    Models(Catalog catalog, ModelNames names) {
        this.catalog = catalog;
        this.names = names;
        this.places = catalog.market().placeNames();
    }

    private GpuNames gpuNames() {
        GpuNames known = gpuNames;
        if (known == null) {
            known = GpuNames.of(catalog);
            gpuNames = known;
        }
        return known;
    }

    /** What a question may name on this day. */
    AllowedNames forQuestions(LocalDate today) {
        return days.of(today, day -> vocabulary(day, Stack::offered));
    }

    /** What an estimate may name, which depends on no day. */
    AllowedNames forEstimates() {
        return vocabulary(LocalDate.EPOCH, any -> true);
    }

    private AllowedNames vocabulary(LocalDate today, Predicate<Stack> stacks) {
        return new AllowedNames(
                catalog.gpus().stream().map(Gpu::id).collect(Collectors.toSet()),
                name -> gpuNames().find(name).map(Gpu::id),
                catalog.gpus().stream().filter(Gpu::untrainable).map(Gpu::id).collect(Collectors.toSet()),
                catalog.providers().stream().map(Provider::id).collect(Collectors.toSet()),
                places,
                catalog.market()::placeNamed,
                catalog.market().tiers().stream().map(Tier::id).collect(Collectors.toSet()),
                catalog.stacks().stream().filter(stacks).map(Stack::id).collect(Collectors.toSet()),
                Estimator.targetModules(),
                this::fault,
                this::imageTokens,
                ask -> resolve(ask).contextLength(),
                today);
    }

    /** What is wrong with a model as it was named, in words for the person. */
    private Optional<String> fault(ModelAsk ask) {
        if (ask instanceof ModelAsk.Named named && names.find(named.name()) instanceof ModelNames.Unknown unknown) {
            return Optional.of((unknown.message() + " " + unknown.hint()).strip());
        }
        if (ask instanceof ModelAsk.Configured configured) {
            try {
                ConfigJson.read(configured.config());
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Tokens of an image of usual size, by the model or by the catalog; 0 for a model that reads none. */
    private int imageTokens(ModelAsk ask) {
        int usual = (int) catalog.policy(PolicyValue.USUAL_IMAGE_TOKENS);
        return resolve(ask)
                .architecture()
                .map(Architecture::tower)
                .map(tower -> tower.tokensPerImage() > 0 ? tower.tokensPerImage() : usual)
                .orElse(0);
    }

    /** The model that was asked for, which has been checked. */
    Model resolve(ModelAsk ask) {
        if (ask instanceof ModelAsk.Named named) {
            if (names.find(named.name()) instanceof ModelNames.Found found) {
                return found.model();
            }
            throw new IllegalArgumentException("the model was not checked: " + named.name());
        }
        if (ask instanceof ModelAsk.Sized sized) {
            long parameters = Math.round(sized.parametersB() * 1e9);
            String name = sized.name().isBlank() ? "a model of this size" : sized.name();
            return new Model(
                    name,
                    name,
                    "",
                    parameters,
                    parameters,
                    null,
                    0,
                    "",
                    "unknown",
                    "the question",
                    "only its size is known");
        }
        Map<String, Object> config = ((ModelAsk.Configured) ask).config();
        return ConfigJson.read(config);
    }
}
