package tunewise.ledger.entry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.estimate.Range;

/**
 * What of an entry's body can be looked for; made from the body alone, so that the index can be made anew at any time.
 *
 * @param rules ids of the rules that fired
 * @param text everything that is searched, in lower case
 */
public record IndexedFields(
        @Nullable Answer answer, String requester, List<String> rules, String text, @Nullable Mark review) {
    private static final int MOST_ASKED = 600;
    public static final IndexedFields NOTHING = new IndexedFields(null, "", List.of(), "", null);

    /** A recommendation, as far as it is looked for. */
    public record Answer(
            String outcome,
            String knowledge,
            Model model,
            @Nullable ShortSetup setup,
            @Nullable ShortEstimate estimate,
            @Nullable Guide guide,
            List<Fired> rules) {
        public Optional<Double> costUsd() {
            return Optional.ofNullable(estimate)
                    .map(each -> (each.job == null ? each.costUsd : each.job.costUsd).central());
        }

        public Optional<Double> hours() {
            return Optional.ofNullable(estimate)
                    .map(each -> (each.job == null ? each.hours : each.job.hours).central());
        }

        public String guideWord() {
            return guide == null
                    ? RecommendationSummary.GUIDE_SILENT
                    : guide.agrees ? RecommendationSummary.GUIDE_AGREES : RecommendationSummary.GUIDE_DIFFERS;
        }
    }

    public record Model(String id, String name) {}

    public record ShortSetup(
            String method, int rank, String gpu, String gpuName, int gpuCount, String provider, String providerName) {
        private static ShortSetup of(Setup setup) {
            return new ShortSetup(
                    setup.method().id(),
                    setup.rank(),
                    setup.gpu(),
                    setup.gpuName(),
                    setup.gpuCount(),
                    setup.provider(),
                    setup.providerName());
        }
    }

    public record ShortEstimate(Range hours, Range costUsd, @Nullable Job job) {
        private static ShortEstimate of(Estimate estimate) {
            Estimate.Job job = estimate.job();
            return new ShortEstimate(
                    estimate.hours(), estimate.costUsd(), job == null ? null : new Job(job.hours(), job.costUsd()));
        }
    }

    public record Job(Range hours, Range costUsd) {}

    public record Guide(boolean agrees) {}

    public record Fired(String rule) {}

    /** A review, as far as its recommendation shows it. */
    public record Mark(String recommendation, String verdict) {}

    private record Answered(@Nullable String asked, @Nullable String requester, @Nullable Answer recommendation) {}

    /** A body of another kind, or of a shape that this version does not know, is kept but cannot be looked for. */
    public static IndexedFields of(String id, String kind, String body) {
        try {
            return of(id, kind, AnswerJson.MAPPER.readTree(body));
        } catch (JacksonException e) {
            return NOTHING;
        }
    }

    /** The same of a body that has been read. */
    public static IndexedFields of(String id, String kind, JsonNode body) {
        try {
            return switch (kind) {
                case EntryKind.RECOMMENDATION -> of(id, AnswerJson.MAPPER.treeToValue(body, Answered.class));
                case EntryKind.REVIEW -> review(body);
                default -> NOTHING;
            };
        } catch (JacksonException e) {
            return NOTHING;
        }
    }

    /** The same of a recommendation before it is written. */
    static IndexedFields of(RecommendationBody body) {
        Recommendation said = body.recommendation();
        Setup setup = said.setup();
        Estimate estimate = said.estimate();
        return of(
                said.id(),
                new Answered(
                        body.asked(),
                        body.requester(),
                        new Answer(
                                said.outcome().id(),
                                said.knowledge().id(),
                                new Model(said.model().id(), said.model().name()),
                                setup == null ? null : ShortSetup.of(setup),
                                estimate == null ? null : ShortEstimate.of(estimate),
                                said.guide() == null
                                        ? null
                                        : new Guide(said.guide().agrees()),
                                said.rules().stream()
                                        .map(rule -> new Fired(rule.rule()))
                                        .toList())));
    }

    private static IndexedFields of(String id, Answered answered) {
        Answer answer = answered.recommendation();
        if (answer == null) {
            return NOTHING;
        }
        String requester = Optional.ofNullable(answered.requester()).orElse("");
        String asked = Optional.ofNullable(answered.asked()).orElse("");
        ShortSetup setup = answer.setup();
        String text = Stream.concat(
                        Stream.of(
                                id,
                                answer.model().id(),
                                answer.model().name(),
                                requester,
                                asked.substring(0, Math.min(MOST_ASKED, asked.length()))),
                        setup == null
                                ? Stream.of()
                                : Stream.of(
                                        setup.method(),
                                        setup.gpu(),
                                        setup.gpuName(),
                                        setup.provider(),
                                        setup.providerName()))
                .distinct()
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        return new IndexedFields(
                answer,
                requester,
                answer.rules().stream().map(Fired::rule).distinct().toList(),
                text,
                null);
    }

    private static IndexedFields review(JsonNode body) {
        return new IndexedFields(
                null,
                "",
                List.of(),
                "",
                new Mark(
                        body.path("recommendation").asString(""),
                        body.path("verdict").asString("")));
    }
}
