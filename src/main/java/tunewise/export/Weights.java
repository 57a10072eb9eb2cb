package tunewise.export;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.ModelFamily;
import tunewise.catalog.ModelNames;
import tunewise.catalog.PublishedWeights;
import tunewise.catalog.PublishedWeights.Kind;
import tunewise.catalog.config.ConfigJson;
import tunewise.question.ModelAsk;

/** Which published weights a question means: the model that was named is the model that is trained. */
final class Weights {
    private static final Pattern SAYS_INSTRUCT = Pattern.compile("(?i)\\b(instruct|chat|it|instruction)\\b");
    private static final Pattern SAYS_BASE = Pattern.compile("(?i)\\b(base|pt|pretrained)\\b");

    private static final Pattern ON_THE_HUB = Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
    private static final Pattern A_FOLDER = Pattern.compile("\\.{0,2}(/[A-Za-z0-9_][\\w.-]*)+");

    private Weights() {}

    /** Whether weights lie in a folder of the machine that trains, rather than on the hub. */
    static boolean folder(String weights) {
        return A_FOLDER.matcher(weights).matches();
    }

    /**
     * Where a trainer finds the weights.
     *
     * @throws NotExportableException when it can neither fetch nor open them by that name
     */
    static String reached(Recommendation answer, Catalog catalog) {
        String weights = of(answer, catalog);
        if (!ON_THE_HUB.matcher(weights).matches() && !folder(weights)) {
            throw new NotExportableException("'" + weights
                    + "' is not a name on the Hugging Face hub, so a trainer cannot fetch the weights. "
                    + "Maybe ask again with a name, as in meta-llama/Llama-3.1-8B, or by its "
                    + "folder, as in ./model.");
        }
        return weights;
    }

    /** The id of the weights: as it was named, as the name says, or the catalog's own. */
    static String of(Recommendation answer, Catalog catalog) {
        String own = answer.model().id();
        if (!(answer.question().model() instanceof ModelAsk.Named named)) {
            return own;
        }
        String asked = named.name();
        if (ON_THE_HUB.matcher(asked).matches()) {
            return asked;
        }
        List<PublishedWeights> weights = catalog.trainers().ofModel(own);
        return weights.stream()
                .filter(each -> shortName(each.id()).equals(ModelNames.normalised(asked)))
                .findFirst()
                .or(() -> saidKind(asked).flatMap(kind -> newest(weights, kind)))
                .map(PublishedWeights::id)
                .orElse(own);
    }

    /** What trainers have to be told of weights; of those that no row names, by the kind that their name says. */
    static ModelFamily family(String id, Recommendation answer, Catalog catalog) {
        ModelFamily known = catalog.trainers().familyOf(id);
        if (!known.equals(ModelFamily.UNKNOWN)) {
            return known;
        }
        if (answer.question().model() instanceof ModelAsk.Configured configured) {
            Model model = ConfigJson.read(configured.config());
            return catalog.trainers()
                    .ofType(model.family(), model.mixtureOfExperts())
                    .map(ModelFamily::inPlainTurns)
                    .orElse(ModelFamily.UNKNOWN);
        }
        List<PublishedWeights> weights =
                catalog.trainers().ofModel(answer.model().id());
        String like = saidKind(id.substring(id.indexOf('/') + 1))
                .flatMap(kind -> newest(weights, kind))
                .map(PublishedWeights::id)
                .orElse(answer.model().id());
        return catalog.trainers().familyOf(like);
    }

    /** The other kind of the same model, where the name leaves open which one is meant. */
    static Optional<PublishedWeights> other(String chosen, Recommendation answer, Catalog catalog) {
        boolean open = answer.question().model() instanceof ModelAsk.Named named
                && !ON_THE_HUB.matcher(named.name()).matches()
                && saidKind(named.name()).isEmpty();
        return open
                ? catalog.trainers()
                        .weights(chosen)
                        .flatMap(known -> newest(
                                catalog.trainers().ofModel(answer.model().id()),
                                known.kind() == Kind.BASE ? Kind.INSTRUCT : Kind.BASE))
                : Optional.empty();
    }

    private static Optional<Kind> saidKind(String name) {
        if (SAYS_INSTRUCT.matcher(name).find()) {
            return Optional.of(Kind.INSTRUCT);
        }
        return SAYS_BASE.matcher(name).find() ? Optional.of(Kind.BASE) : Optional.empty();
    }

    private static Optional<PublishedWeights> newest(List<PublishedWeights> weights, Kind kind) {
        return weights.stream().filter(each -> each.kind() == kind).max(Comparator.comparing(PublishedWeights::id));
    }

    private static String shortName(String id) {
        return ModelNames.normalised(id.substring(id.indexOf('/') + 1));
    }
}
