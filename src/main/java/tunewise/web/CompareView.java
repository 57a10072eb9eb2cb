package tunewise.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.advice.Knowhow;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.FiredRule;

/** Two recommendations side by side. */
final class CompareView {
    private final Recommendation a;
    private final Recommendation b;
    private final AnswerView viewOfA;
    private final AnswerView viewOfB;

    CompareView(Recommendation a, Recommendation b, Knowhow knowhow) {
        this.a = a;
        this.b = b;
        this.viewOfA = new AnswerView(a, knowhow);
        this.viewOfB = new AnswerView(b, knowhow);
    }

    /** A line of both. */
    record Pair(String label, String a, String b) {
        boolean differs() {
            return !a.equals(b);
        }
    }

    /** A rule that only one of them has. */
    record Rule(String id, String sentence) {}

    Recommendation a() {
        return a;
    }

    Recommendation b() {
        return b;
    }

    String timeOfA() {
        return viewOfA.recorded();
    }

    String timeOfB() {
        return viewOfB.recorded();
    }

    List<Pair> question() {
        return pairs(viewOfA.question(), viewOfB.question());
    }

    List<Pair> answer() {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(new Pair("Outcome", viewOfA.outcome(), viewOfB.outcome()));
        pairs.addAll(pairs(facts(viewOfA), facts(viewOfB)));
        pairs.add(new Pair("Rules and prices", viewOfA.release(), viewOfB.release()));
        return pairs;
    }

    List<Rule> onlyInA() {
        return only(a, b);
    }

    List<Rule> onlyInB() {
        return only(b, a);
    }

    private static List<AnswerView.Fact> facts(AnswerView view) {
        if (!view.hasSetup()) {
            return List.of();
        }
        return Stream.of(
                        view.rent().stream(),
                        view.train().stream(),
                        view.takes().stream(),
                        Stream.of(
                                AnswerView.Fact.of("Memory a GPU", view.memory().needs()),
                                AnswerView.Fact.of("Quality", view.quality())))
                .flatMap(each -> each)
                .toList();
    }

    private static List<Pair> pairs(List<AnswerView.Fact> some, List<AnswerView.Fact> others) {
        Map<String, String> first = values(some);
        Map<String, String> second = values(others);
        Set<String> labels = new LinkedHashSet<>(first.keySet());
        labels.addAll(second.keySet());
        return labels.stream()
                .map(label -> new Pair(label, first.getOrDefault(label, "none"), second.getOrDefault(label, "none")))
                .toList();
    }

    private static Map<String, String> values(List<AnswerView.Fact> facts) {
        Map<String, String> values = new LinkedHashMap<>();
        facts.forEach(fact -> values.put(
                fact.label(),
                fact.value() + Objects.requireNonNullElse(fact.note() == null ? null : "; " + fact.note(), "")));
        return values;
    }

    /** Rules that fired for one and not for the other. */
    static List<Rule> only(Recommendation in, Recommendation notIn) {
        Set<String> there = notIn.rules().stream().map(FiredRule::rule).collect(Collectors.toSet());
        return in.rules().stream()
                .filter(rule -> !there.contains(rule.rule()))
                .map(rule -> new Rule(rule.rule(), rule.sentence()))
                .distinct()
                .toList();
    }
}
