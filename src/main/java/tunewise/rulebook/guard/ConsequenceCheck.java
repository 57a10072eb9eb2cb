package tunewise.rulebook.guard;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;
import tunewise.catalog.Fault;
import tunewise.plan.Finding;
import tunewise.rulebook.language.RuleText;

/** Checks that a rule inserts one finding and does nothing else. */
final class ConsequenceCheck {
    private static final Pattern EXPECTED = Pattern.compile("insert\\( .* \\);", Pattern.DOTALL);
    private static final Pattern INSERTED = Pattern.compile("insert\\(\\s*(?:new\\s+)?([A-Z]\\w*)");
    private static final Set<String> FINDINGS = Stream.of(Finding.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    private ConsequenceCheck() {}

    /** ruleText begins with the line of the rule's name. */
    static void check(String path, String id, RuleDescr rule, String ruleText, List<Fault> faults) {
        String then = String.valueOf(rule.getConsequence()).trim();
        String withoutTexts = then.replaceAll(RuleText.TEXT, "\"\"");
        boolean one =
                EXPECTED.matcher(withoutTexts).matches() && withoutTexts.indexOf(';') == withoutTexts.length() - 1;
        if (!one) {
            faults.add(new Fault(
                    path,
                    rule.getConsequenceLine(),
                    0,
                    id,
                    "after 'then', write one insert( ... ); and nothing else.",
                    "Maybe the reasoning can move up into 'when'."));
            return;
        }
        List<String> code = RuleText.code(ruleText);
        for (int i = 0; i < code.size(); i++) {
            Matcher inserted = INSERTED.matcher(code.get(i));
            if (inserted.find() && !FINDINGS.contains(inserted.group(1))) {
                faults.add(new Fault(
                        path,
                        rule.getLine() + i,
                        inserted.start(1) + 1,
                        id,
                        "'" + inserted.group(1) + "' is not a finding.",
                        SpellingAdvice.maybe(inserted.group(1), FINDINGS)));
            }
        }
    }
}
