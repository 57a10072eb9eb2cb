package tunewise.question;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a question may name on the day it is asked.
 *
 * @param gpus ids of the GPUs there are
 * @param gpuNamed the id of the GPU that people write a name for; empty when no or several GPUs have it
 * @param untrainable ids of the GPUs that no trainer runs on
 * @param providers ids of the providers there are
 * @param places regions, countries and groups of countries that machines may stand in
 * @param placeNamed the place that people write a name for; empty when there is none
 * @param tiers ids of the tiers there are
 * @param stacks ids of the training stacks there are
 * @param modules names of the layers that adapters can go to
 * @param modelFault what is wrong with a model as it was named, in words for the person; empty when nothing is
 * @param imageTokens tokens of a usual image of a model that was named; 0 for one that reads no images
 * @param contextLength tokens that a model that was named can read; 0 where we do not know
 * @param today the day whose prices hold when the question names none
 */
public record AllowedNames(
        Set<String> gpus,
        Function<String, Optional<String>> gpuNamed,
        Set<String> untrainable,
        Set<String> providers,
        Set<String> places,
        Function<String, Optional<String>> placeNamed,
        Set<String> tiers,
        Set<String> stacks,
        Set<String> modules,
        Function<ModelAsk, Optional<String>> modelFault,
        ToIntFunction<ModelAsk> imageTokens,
        ToIntFunction<ModelAsk> contextLength,
        LocalDate today) {
    public AllowedNames {
        gpus = Set.copyOf(gpus);
        untrainable = Set.copyOf(untrainable);
        providers = Set.copyOf(providers);
        places = Set.copyOf(places);
        tiers = Set.copyOf(tiers);
        stacks = Set.copyOf(stacks);
        modules = Set.copyOf(modules);
    }

    /** The length of a sample where none was said, which a model can read. */
    int usualLength(@Nullable ModelAsk model, int usual) {
        int read = model == null ? 0 : contextLength.applyAsInt(model);
        return read > 0 ? Math.min(usual, read) : usual;
    }
}
