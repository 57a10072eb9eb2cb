package tunewise.web.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.web.page.Fact;
import tunewise.wording.DisplayText;

/** Two to four recommendations side by side, recorded ones or one question for several models. */
public final class CompareView {
    public static final int FEWEST = 2;
    public static final int MOST = 4;

    private final List<Recommendation> answers;
    private final List<AnswerView> views;

    public CompareView(List<Recommendation> answers, LoadedRelease loaded) {
        this.answers = List.copyOf(answers);
        this.views =
                answers.stream().map(answer -> new AnswerView(answer, loaded)).toList();
    }

    /** An answer in the heading of its column, with where it leads. */
    record Column(String place, String href, String model, String says) {}

    /** A line of all. */
    record Line(String label, List<String> values) {
        boolean differs() {
            return values.stream().distinct().count() > 1;
        }
    }

    /** A rule that fired. */
    record Rule(String id, String sentence) {}

    /** A rule that fired for some of them. */
    record Split(Rule rule, List<Boolean> fired) {}

    public String title() {
        return List.of("Two", "Three", "Four").get(answers.size() - FEWEST) + (recorded() ? " answers" : " models");
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        List<String> names = names();
        for (int i = 0; i < answers.size(); i++) {
            Recommendation answer = answers.get(i);
            columns.add(new Column(
                    names.get(i),
                    recorded()
                            ? "/recommendations/" + answer.id()
                            : views.get(i).askAgain(),
                    answer.model().name(),
                    recorded()
                            ? "of " + views.get(i).recorded()
                            : "answered now and not recorded; ask it to record it"));
        }
        return columns;
    }

    /** The models, where they tell the answers apart, else with the set-up and, if need be, the time. */
    private List<String> names() {
        List<Function<AnswerView, String>> ways = List.of(
                view -> view.model(),
                view -> view.title(),
                view -> view.title() + ", " + view.recorded(),
                view -> view.title() + ", " + view.id());
        return ways.stream()
                .map(way -> views.stream().map(way).toList())
                .filter(names -> names.stream().distinct().count() == names.size())
                .findFirst()
                .orElseGet(() -> views.stream().map(AnswerView::title).toList());
    }

    private boolean recorded() {
        return answers.stream().noneMatch(answer -> answer.id().isEmpty());
    }

    List<Line> question() {
        return lines(view -> view.asked().facts());
    }

    List<Line> answer() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Outcome", views.stream().map(AnswerView::outcome).toList()));
        lines.addAll(lines(CompareView::facts));
        lines.add(new Line(
                "Rules and prices", views.stream().map(AnswerView::release).toList()));
        return lines;
    }

    /** Rules that fired for some of them and not for all. */
    List<Split> rules() {
        List<Set<String>> fired = answers.stream()
                .map(answer -> answer.rules().stream().map(FiredRule::rule).collect(Collectors.toSet()))
                .toList();
        return answers.stream()
                .flatMap(CompareView::rules)
                .distinct()
                .map(rule -> new Split(
                        rule, fired.stream().map(ids -> ids.contains(rule.id())).toList()))
                .filter(split -> split.fired().contains(false))
                .sorted((one, other) -> one.rule().id().compareTo(other.rule().id()))
                .toList();
    }

    /** The answers that a rule fired for. */
    String firedFor(Split split) {
        List<String> names = names();
        List<String> fired = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (split.fired().get(i)) {
                fired.add(names.get(i));
            }
        }
        return "for " + DisplayText.list(fired);
    }

    private static List<Fact> facts(AnswerView view) {
        SetupView setup = view.setup();
        if (setup == null) {
            return List.of();
        }
        return Stream.of(
                        setup.rent().stream(),
                        setup.train().stream(),
                        setup.takes().stream(),
                        Stream.of(Fact.of("Memory a GPU", setup.memory().needs()), Fact.of("Quality", setup.quality())))
                .flatMap(each -> each)
                .toList();
    }

    private List<Line> lines(Function<AnswerView, List<Fact>> facts) {
        List<Map<String, String>> values =
                views.stream().map(facts).map(CompareView::values).toList();
        Set<String> labels = new LinkedHashSet<>();
        values.forEach(each -> labels.addAll(each.keySet()));
        return labels.stream()
                .map(label -> new Line(
                        label,
                        values.stream()
                                .map(each -> each.getOrDefault(label, "none"))
                                .toList()))
                .toList();
    }

    private static Map<String, String> values(List<Fact> facts) {
        Map<String, String> values = new LinkedHashMap<>();
        facts.forEach(fact -> values.put(
                fact.label(),
                fact.value() + Objects.requireNonNullElse(fact.note() == null ? null : "; " + fact.note(), "")));
        return values;
    }

    private static Stream<Rule> rules(Recommendation answer) {
        return answer.rules().stream()
                .map(rule -> new Rule(rule.rule(), rule.sentence()))
                .distinct();
    }

    /** Rules that fired for one and not for the other. */
    static List<Rule> only(Recommendation in, Recommendation notIn) {
        Set<String> there = notIn.rules().stream().map(FiredRule::rule).collect(Collectors.toSet());
        return rules(in).filter(rule -> !there.contains(rule.id())).toList();
    }
}
