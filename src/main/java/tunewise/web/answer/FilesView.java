package tunewise.web.answer;

import java.util.List;
import java.util.Optional;
import tunewise.advice.Recommendation;
import tunewise.export.Exports;
import tunewise.export.Exports.Way;
import tunewise.export.Format;
import tunewise.export.Format.Kind;

/**
 * The ways in which a recommendation can be taken away.
 *
 * @param model whose weights are trained, by its id
 * @param other weights that the model's name may mean as well; empty where it says which
 * @param trainer that memory and time were estimated for
 * @param refusal why it cannot be taken away as a whole; empty where it can
 */
record FilesView(
        String id,
        String model,
        Optional<String> other,
        String provider,
        String trainer,
        List<Way> ways,
        Optional<String> refusal) {

    static FilesView of(Recommendation answer, Exports exports, String trainer) {
        List<Way> all = exports.available(answer, List.of(Format.values()));
        List<Way> ways =
                all.stream().filter(way -> way.format().kind() != Kind.WHOLE).toList();
        Optional<String> refusal = all.stream()
                .filter(way -> way.format() == Format.BUNDLE)
                .findFirst()
                .flatMap(Way::refusal);
        String provider = answer.setup() == null ? "" : answer.setup().providerName();
        return new FilesView(
                answer.id(), exports.weights(answer), exports.otherWeights(answer), provider, trainer, ways, refusal);
    }

    /** Whether the weights come from the hub; a path says that they lie in a folder. */
    boolean onHub() {
        return !model.startsWith(".") && !model.startsWith("/");
    }

    static String title(Way way) {
        return way.format() == Format.SHELL ? "A shell script" : way.format().title();
    }

    /** Kinds of single files. */
    List<Kind> kinds() {
        return List.of(Kind.TRAINER, Kind.BESIDE, Kind.LAUNCH);
    }

    /** Formats that can be had, of a kind. */
    List<Way> open(Kind kind) {
        return ways.stream()
                .filter(way -> way.open() && way.format().kind() == kind)
                .toList();
    }

    /** Formats that cannot be had. */
    List<Way> refused() {
        return ways.stream().filter(way -> !way.open()).toList();
    }

    /** How many ways there are. */
    String inShort() {
        long open = ways.stream().filter(Way::open).count();
        return open == 0 ? "None for this set-up" : "Trainers and launchers, " + open + " formats";
    }

    boolean any() {
        return ways.stream().anyMatch(Way::open);
    }
}
