package tunewise.web;

import java.util.List;
import java.util.stream.Stream;
import tunewise.advice.Knowhow;
import tunewise.rulebook.Phase;
import tunewise.rulebook.RuleInfo;

/** The rules in force, phase by phase. */
record RulesView(String release, int count, List<Part> parts) {

    /** The rules of a phase. */
    record Part(String anchor, String title, List<RuleInfo> rules) {}

    static RulesView of(Knowhow knowhow) {
        List<RuleInfo> rules = knowhow.rulebook().rules();
        return new RulesView(
                knowhow.release(),
                rules.size(),
                Stream.of(Phase.values())
                        .map(phase -> new Part(
                                phase.id(),
                                Words.phase(phase),
                                rules.stream()
                                        .filter(rule -> rule.phase() == phase)
                                        .toList()))
                        .filter(part -> !part.rules().isEmpty())
                        .toList());
    }
}
