package tunewise.web.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tunewise.advice.Recommendation;
import tunewise.export.Exports;
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

    /** A format; why it cannot be had, or nothing; and whether the real tool was tried with its like. */
    record Way(Format format, Optional<String> refusal, String rehearsed) {
        boolean open() {
            return refusal.isEmpty();
        }

        String title() {
            return format == Format.SHELL ? "A shell script" : format.title();
        }
    }

    static FilesView of(Recommendation answer, Exports exports, String trainer) {
        List<Way> ways = Stream.of(Format.values())
                .filter(format -> format.kind() != Kind.WHOLE)
                .map(format -> way(answer, exports, format))
                .toList();
        String provider = answer.setup() == null ? "" : answer.setup().providerName();
        return new FilesView(
                answer.id(),
                exports.weights(answer),
                exports.otherWeights(answer),
                provider,
                trainer,
                ways,
                exports.refusal(answer, Format.BUNDLE));
    }

    private static Way way(Recommendation answer, Exports exports, Format format) {
        Optional<String> refusal = exports.refusal(answer, format);
        boolean run = format.kind() == Kind.TRAINER || format.kind() == Kind.LAUNCH;
        return new Way(format, refusal, refusal.isEmpty() && run ? exports.rehearsed(answer, format) : "");
    }

    /** Whether the weights come from the hub; a path says that they lie in a folder. */
    boolean onHub() {
        return !model.startsWith(".") && !model.startsWith("/");
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
