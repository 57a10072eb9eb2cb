package tunewise.web.ledger;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.Query;
import tunewise.ledger.search.ResultPage;
import tunewise.question.FieldFault;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** Recommendations that were looked for, and what they can be looked for by. */
final class AnswersView {
    private static final List<Criterion> FOLDED = List.of(
            Criterion.FROM,
            Criterion.TO,
            Criterion.GPU,
            Criterion.METHOD,
            Criterion.PROVIDER,
            Criterion.KNOWLEDGE,
            Criterion.GUIDE,
            Criterion.RULE,
            Criterion.REVIEW,
            Criterion.CAME_FROM,
            Criterion.REQUESTER,
            Criterion.RELEASE,
            Criterion.CHAIN,
            Criterion.DRIFT);

    private final ResultPage listing;
    private final Map<String, String> given;
    private final List<FieldFault> faults;
    private final Facets facets;

    /** given holds the parameters of the address, with their faults, if any. */
    AnswersView(ResultPage listing, Map<String, List<String>> given, List<FieldFault> faults, Facets facets) {
        this.listing = listing;
        this.given = new LinkedHashMap<>();
        given.forEach((name, values) -> values.stream()
                .filter(value -> !value.isBlank())
                .findFirst()
                .ifPresent(value -> this.given.put(name, value)));
        this.faults = faults;
        this.facets = facets;
    }

    /** One recommendation. */
    record Line(
            String id,
            String time,
            String model,
            String outcome,
            String figures,
            String lens,
            String review,
            boolean bad) {}

    /** A value to filter by. */
    record Option(String id, String label, boolean chosen) {}

    /** What stands in the index, to be chosen from. */
    record Facets(
            List<String> models,
            Map<String, String> gpus,
            Map<String, String> providers,
            List<String> releases,
            List<String> chains,
            List<String> rules) {}

    List<Line> lines() {
        return listing.recommendations().stream().map(AnswersView::line).toList();
    }

    /** As in "3 answers"; empty where there is nothing to count. */
    String count() {
        int shown = listing.recommendations().size();
        if (shown == 0) {
            return filtered() && faults.isEmpty() ? "No answers" : "";
        }
        return shown + (shown == 1 ? " answer" : " answers") + (listing.next() == null ? "" : ", and there are more");
    }

    boolean filtered() {
        return Stream.of(Criterion.values())
                .anyMatch(criterion -> !value(criterion.parameter()).isEmpty());
    }

    boolean foldedInUse() {
        return FOLDED.stream()
                .anyMatch(criterion -> !value(criterion.parameter()).isEmpty());
    }

    List<FieldFault> faults() {
        return faults;
    }

    /** Several instances share the ledger, so that one may ask which of them answered. */
    boolean shared() {
        return facets.chains().size() > 1;
    }

    String value(String name) {
        return given.getOrDefault(name, "");
    }

    List<String> rules() {
        return facets.rules();
    }

    List<Option> options(String name) {
        return switch (name) {
            case "model" -> options(name, facets.models().stream().collect(labels(model -> model)));
            case "gpu" -> options(name, facets.gpus());
            case "provider" -> options(name, facets.providers());
            case "release" -> options(name, facets.releases().stream().collect(labels(AnswersView::shortened)));
            case "chain" -> options(name, facets.chains().stream().collect(labels(chain -> chain)));
            case "sort" ->
                options(name, Stream.of(Query.Sort.values()).map(Query.Sort::id).collect(labels(AnswersView::sort)));
            default ->
                options(
                        name,
                        Stream.of(Criterion.values())
                                .filter(criterion -> criterion.parameter().equals(name))
                                .flatMap(criterion -> criterion.choices().stream())
                                .collect(labels(FieldLabels::filter)));
        };
    }

    /** Where the list goes on; null at its end. */
    @Nullable
    String next() {
        return listing.next() == null ? null : address(Map.of("cursor", listing.next()));
    }

    /** The same list in another format. */
    String export(String format) {
        return "/api/recommendations." + format + filters();
    }

    /** All of the list on paper. */
    String printed() {
        return "/recommendations/printed" + filters();
    }

    private String filters() {
        Map<String, String> kept = new LinkedHashMap<>(given);
        List.of("sort", "cursor", "limit").forEach(kept::remove);
        return query(kept);
    }

    /** This list from its beginning. */
    @Nullable
    String beginning() {
        return value("cursor").isEmpty() ? null : address(Map.of("cursor", ""));
    }

    static String address(String name, String value) {
        return "/recommendations" + query(Map.of(name, value));
    }

    static String review(String review) {
        return review.equals("none") ? "" : DisplayText.sentence(review);
    }

    static String setup(RecommendationSummary.Choice setup) {
        return DisplayText.method(setup.method(), setup.rank())
                + (setup.rank() > 0 ? ", on " : " on ")
                + DisplayText.cards(setup.gpuCount(), setup.gpuName())
                + DisplayText.whose(setup.providerName());
    }

    private String address(Map<String, String> changed) {
        Map<String, String> parameters = new LinkedHashMap<>(given);
        parameters.putAll(changed);
        parameters.values().removeIf(String::isEmpty);
        return "/recommendations" + query(parameters);
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : "?"
                        + parameters.entrySet().stream()
                                .map(each -> each.getKey() + "="
                                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"));
    }

    private List<Option> options(String name, Map<String, String> labels) {
        List<Option> options = new ArrayList<>();
        labels.forEach((id, label) -> options.add(new Option(id, label, id.equals(value(name)))));
        return options;
    }

    private static java.util.stream.Collector<String, ?, Map<String, String>> labels(
            java.util.function.Function<String, String> label) {
        return Collectors.toMap(id -> id, label, (a, b) -> a, LinkedHashMap::new);
    }

    static String shortened(String release) {
        return release.length() > 19 ? release.substring(0, 19) + "…" : release;
    }

    private static String sort(String id) {
        return switch (id) {
            case "oldest" -> "Oldest first";
            case "cheapest" -> "Cheapest first";
            case "dearest" -> "Dearest first";
            case "shortest" -> "Shortest first";
            case "longest" -> "Longest first";
            default -> "Newest first";
        };
    }

    static Line line(RecommendationSummary summary) {
        Optional<RecommendationSummary.Choice> setup = Optional.ofNullable(summary.setup());
        String chosen = setup.map(AnswersView::setup).orElse("");
        return new Line(
                summary.id(),
                DisplayText.minute(summary.createdAt()),
                summary.modelName(),
                switch (summary.outcome()) {
                    case RECOMMENDED -> chosen;
                    case NOT_FEASIBLE -> "Not feasible within its limits";
                    case NOT_ADVISED -> "Not advised";
                },
                setup.map(each -> DisplayText.hours(each.hours()) + ", " + DisplayText.dollars(each.costUsd()))
                        .orElse("none"),
                DisplayText.sentence(summary.knowledge().id()),
                review(summary.review()),
                summary.review().equals("questioned") || summary.review().equals("overridden"));
    }
}
