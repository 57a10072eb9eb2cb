package tunewise.ledger.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Verdict;
import tunewise.question.Knowledge;
import tunewise.text.Choice;
import tunewise.training.Method;

/** What recommendations can be looked for by. */
public enum Criterion {
    FROM("from", null),
    TO("to", null),
    MODEL("model", "model"),
    GPU("gpu", "gpu"),
    PROVIDER("provider", "provider"),
    METHOD("method", "method"),
    OUTCOME("outcome", "outcome"),
    KNOWLEDGE("knowledge", "knowledge"),
    GUIDE("guide", "guide"),
    RULE("rule", null),
    REVIEW("review", "review"),
    RELEASE("release", "release"),
    CAME_FROM("cameFrom", "came_from"),
    REQUESTER("requester", "requester"),
    CHAIN("chain", "chain"),
    DRIFT("drift", "drift"),
    TEXT("text", null);

    private final String parameter;
    private final @Nullable String column;

    Criterion(String parameter, @Nullable String column) {
        this.parameter = parameter;
        this.column = column;
    }

    /** Its name in an address and, with dashes, on the command line. */
    public String parameter() {
        return parameter;
    }

    /** The column whose value has to be the one given, where it is as simple as that. */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }

    /** All values there can be; empty where that is open. */
    public List<String> choices() {
        return switch (this) {
            case METHOD -> ids(Method.values());
            case OUTCOME -> ids(Recommendation.Outcome.values());
            case KNOWLEDGE -> ids(Knowledge.values());
            case GUIDE ->
                List.of(
                        RecommendationSummary.GUIDE_AGREES,
                        RecommendationSummary.GUIDE_DIFFERS,
                        RecommendationSummary.GUIDE_SILENT);
            case REVIEW ->
                Stream.concat(
                                Stream.of(RecommendationSummary.NOT_REVIEWED, RecommendationSummary.REVIEWED),
                                ids(Verdict.values()).stream())
                        .toList();
            case DRIFT -> ids(Replay.Result.values());
            case CAME_FROM -> List.of("page", "api", "command-line");
            default -> List.of();
        };
    }

    private static List<String> ids(Choice[] choices) {
        return Stream.of(choices).map(Choice::id).toList();
    }
}
