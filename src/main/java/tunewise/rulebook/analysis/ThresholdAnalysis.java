package tunewise.rulebook.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tunewise.catalog.Catalog;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.analysis.RuleConditions.Subject;
import tunewise.rulebook.guard.SpellingAdvice;
import tunewise.rulebook.language.RuleInfo;

/**
 * What follows from the thresholds of rules alone: rules that can never fire, and rules that share all conditions but one
 * figure and leave a gap there, overlap, shadow each other, or say opposite things. It says only what it is sure of;
 * conditions that it does not understand have to be written alike in both rules.
 */
public final class ThresholdAnalysis {
    /** Facts whose rows a rule cannot do without; a provider or GPU may come and go. */
    private static final Set<String> REQUIRED = Set.of("Policy", "Technique");

    private final List<RuleConditions> rules;
    private final Map<String, Set<String>> ids;
    private final List<Fault> warnings = new ArrayList<>();

    private ThresholdAnalysis(List<RuleConditions> rules, Catalog catalog) {
        this.rules = rules;
        this.ids = ids(catalog);
    }

    /** Takes sound rules apart, which takes a while. */
    public static ThresholdAnalysis of(RuleFiles files, Catalog catalog) {
        return new ThresholdAnalysis(RuleConditions.of(files, catalog), catalog);
    }

    /** What is worth a look, each with an example. */
    public List<Fault> remarks() {
        warnings.clear();
        rules.forEach(this::neverFires);
        pairs();
        return List.copyOf(warnings);
    }

    /** Rules that name a policy value or technique by an id that their catalog lacks, so that they would never fire. */
    public List<Fault> missingRows() {
        warnings.clear();
        rules.forEach(rule -> namesNothing(rule, REQUIRED::contains));
        return List.copyOf(warnings);
    }

    private static Map<String, Set<String>> ids(Catalog catalog) {
        return Map.of(
                "Policy",
                catalog.policies().stream().map(limit -> limit.id()).collect(Collectors.toCollection(TreeSet::new)),
                "Technique",
                catalog.techniques().stream()
                        .map(technique -> technique.id())
                        .collect(Collectors.toCollection(TreeSet::new)),
                "Provider",
                catalog.providers().stream()
                        .map(provider -> provider.id())
                        .collect(Collectors.toCollection(TreeSet::new)),
                "Gpu",
                catalog.gpus().stream().map(gpu -> gpu.id()).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void namesNothing(RuleConditions rule, Predicate<String> types) {
        rule.named().forEach((type, names) -> {
            Set<String> known = ids.getOrDefault(type, names);
            names.stream()
                    .filter(name -> types.test(type) && !known.contains(name))
                    .forEach(name -> warn(
                            rule,
                            "the rule can never fire: the catalog has no " + type + " with id '" + name + "'.",
                            SpellingAdvice.maybe(name, known, "Maybe the row is still missing.")));
        });
    }

    private void neverFires(RuleConditions rule) {
        namesNothing(rule, type -> !REQUIRED.contains(type));
        rule.figures().forEach((subject, interval) -> {
            if (interval.empty()) {
                warn(
                        rule,
                        "the rule can never fire: nothing is " + interval.words(subject.summary()) + ".",
                        "Maybe the two figures, or their signs, were swapped.");
            }
        });
        rule.conflicts()
                .forEach((field, values) -> warn(
                        rule,
                        "the rule can never fire: " + field + " cannot be " + String.join(" and ", values)
                                + " at once.",
                        "Maybe write two rules."));
    }

    private void pairs() {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size(); j++) {
                RuleConditions one = rules.get(i);
                RuleConditions other = rules.get(j);
                if (one.opposes(other) || one.concludesAs(other)) {
                    one.onlyDifference(other).ifPresent(subject -> compare(one, other, subject));
                }
            }
        }
    }

    private void compare(RuleConditions one, RuleConditions other, Subject subject) {
        Interval first = one.interval(subject);
        Interval second = other.interval(subject);
        if (first.empty() || second.empty()) {
            return;
        }
        Interval both = first.and(second);
        if (!both.empty()) {
            String example = "for example " + subject.example(both.sample(subject.whole())) + ".";
            if (one.opposes(other)) {
                warn(
                        other,
                        "says the opposite of " + one.info().id() + " where " + both.words(subject.summary()) + ": "
                                + example,
                        "Maybe one of the two figures is to stop where the other begins.");
            } else if (first.covers(second) || second.covers(first)) {
                boolean firstIsWide = first.covers(second);
                RuleConditions wide = firstIsWide ? one : other;
                RuleConditions narrow = firstIsWide ? other : one;
                warn(
                        narrow,
                        "is shadowed by " + wide.info().id() + ", which applies wherever this rule does: " + example,
                        "Maybe " + wide.info().id() + " is to stop where this rule begins.");
            } else {
                warn(
                        other,
                        "overlaps " + one.info().id() + " where " + both.words(subject.summary()) + ": " + example,
                        "Maybe one of the two figures is to stop where the other begins.");
            }
            return;
        }
        Optional<Interval> gap =
                first.before(second) ? first.gapTo(second, subject.whole()) : second.gapTo(first, subject.whole());
        gap.filter(between -> !one.onlyRemarks())
                .filter(between -> rules.stream()
                        .noneMatch(third -> third.sharesAllBut(one, subject)
                                && !third.interval(subject).and(between).empty()))
                .ifPresent(between -> warn(
                        other,
                        "leaves a gap to " + one.info().id() + ": neither applies where "
                                + between.words(subject.summary()) + ", for example "
                                + subject.example(between.sample(subject.whole())) + ".",
                        "Maybe one of the two is to include its figure."));
    }

    private void warn(RuleConditions rule, String message, String hint) {
        RuleInfo info = rule.info();
        warnings.add(new Fault(info.file(), info.line(), 0, info.id(), message, hint));
    }
}
