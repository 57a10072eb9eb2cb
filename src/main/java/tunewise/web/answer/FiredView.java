package tunewise.web.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.ExcludedSetup;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.advice.Recommendation.PartialSetup;
import tunewise.catalog.Source;
import tunewise.rulebook.Rulebook;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.web.page.Cited;
import tunewise.web.page.DisplayNames;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;

/** The rules of an answer that fired, in reading order, and what they excluded. */
final class FiredView {
    private final Recommendation answer;
    private final Map<String, Source> sources;
    private final Rulebook rulebook;
    private final DisplayNames names;
    private final List<Part> why;
    private final List<Part> others;
    private final List<Group> excluded;

    FiredView(Recommendation answer, LoadedRelease loaded, DisplayNames names) {
        this.answer = answer;
        this.sources = loaded.catalog().sources();
        this.rulebook = loaded.rulebook();
        this.names = names;
        this.why = parts(FiredRule::aboutChoice);
        this.others = parts(rule -> !rule.aboutChoice());
        this.excluded = groups();
    }

    /** A rule that fired, with everything it found. */
    record Fired(String rule, String sentence, List<String> found, List<String> facts, List<Cited> sources) {}

    /** Rules of one phase. */
    record Part(String title, List<Fired> rules) {}

    /** What one rule excluded, and what would change that by the active release; empty where it does not say. */
    record Group(String rule, String sentence, String remedy, List<Out> setups) {}

    /** An excluded set-up and why. */
    record Out(String setup, String reason) {}

    /** The rules about the choice, phase by phase; caveats have a place of their own. */
    List<Part> why() {
        return why;
    }

    List<Part> others() {
        return others;
    }

    int otherFirings() {
        return others.stream()
                .flatMap(part -> part.rules().stream())
                .mapToInt(rule -> rule.found().size())
                .sum();
    }

    List<Group> excluded() {
        return excluded;
    }

    private List<Group> groups() {
        Map<String, String> sentences = new LinkedHashMap<>();
        answer.rules().forEach(rule -> sentences.put(rule.rule(), rule.sentence()));
        Map<String, List<Out>> byRule = new LinkedHashMap<>();
        for (ExcludedSetup excluded : answer.excluded()) {
            byRule.computeIfAbsent(excluded.rule(), rule -> new ArrayList<>())
                    .add(new Out(partial(excluded.setup()), DisplayText.sentence(names.in(excluded.reason()))));
        }
        List<Group> groups = new ArrayList<>();
        byRule.forEach((rule, outs) -> groups.add(new Group(
                rule,
                sentences.getOrDefault(rule, rule),
                rulebook.rule(rule).map(RuleInfo::remedy).orElse(""),
                outs)));
        return groups;
    }

    /** How many rules there are, about the choice and others. */
    String rulesInShort() {
        long about = why().stream().mapToLong(part -> part.rules().size()).sum();
        return about + " decided about this choice, " + otherFirings() + " other findings";
    }

    String excludedInShort() {
        return excludedCount() == 1
                ? "1 exclusion"
                : excludedCount() + " exclusions by " + excluded().size() + " rules";
    }

    private int excludedCount() {
        return answer.excluded().size();
    }

    private List<Part> parts(Predicate<FiredRule> which) {
        List<Part> parts = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase == Phase.CAVEATS) {
                continue;
            }
            Map<String, List<FiredRule>> byRule = new LinkedHashMap<>();
            answer.rules().stream()
                    .filter(rule -> rule.phase() == phase)
                    .filter(which)
                    .forEach(rule -> byRule.computeIfAbsent(rule.rule(), id -> new ArrayList<>())
                            .add(rule));
            if (!byRule.isEmpty()) {
                parts.add(new Part(
                        ChoiceText.phase(phase),
                        byRule.values().stream().map(this::fired).toList()));
            }
        }
        return parts;
    }

    private Fired fired(List<FiredRule> firings) {
        FiredRule first = firings.get(0);
        Set<String> found = new LinkedHashSet<>();
        Set<String> facts = new LinkedHashSet<>();
        for (FiredRule firing : firings) {
            found.add(DisplayText.sentence(names.in(firing.found())));
            firing.facts().forEach(fact -> facts.add(names.in(fact)));
        }
        return new Fired(
                first.rule(),
                first.sentence(),
                List.copyOf(found),
                List.copyOf(facts),
                Cited.of(first.sources(), sources));
    }

    private String partial(PartialSetup setup) {
        List<String> parts = new ArrayList<>();
        if (setup.method() != null) {
            parts.add(DisplayText.method(setup.method(), setup.rank() == null ? 0 : setup.rank()));
        }
        if (setup.gpuName() != null) {
            parts.add((parts.isEmpty() ? "" : setup.rank() == null ? "on " : ", on ")
                    + (setup.gpuCount() == null
                            ? setup.gpuName()
                            : DisplayText.cards(setup.gpuCount(), setup.gpuName())));
        }
        if (setup.provider() != null) {
            parts.add((parts.isEmpty() ? "" : "at ") + names.provider(setup.provider()));
        }
        return parts.isEmpty() ? "In general" : String.join(" ", parts).replace(" , ", ", ");
    }
}
