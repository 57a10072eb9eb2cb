package tunewise.rulebook.guard;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.RuleText;

/** Checks that a rule uses only the variables it binds. */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern BOUND = Pattern.compile("(\\$\\w+)\\s*:");

    private Variables() {}

    /** ruleText begins with the line of the rule's name. */
    static void check(String path, String id, int ruleLine, String ruleText, List<Fault> faults) {
        List<String> code = RuleText.code(ruleText);
        Set<String> bound = new TreeSet<>();
        for (String line : code) {
            BOUND.matcher(line).results().forEach(match -> bound.add(match.group(1)));
        }
        for (int i = 0; i < code.size(); i++) {
            Matcher used = VARIABLE.matcher(code.get(i));
            while (used.find()) {
                if (!bound.contains(used.group())) {
                    faults.add(new Fault(
                            path,
                            ruleLine + i,
                            used.start() + 1,
                            id,
                            "'" + used.group() + "' is used, but not bound in this rule.",
                            SpellingAdvice.maybe(
                                    used.group(),
                                    bound,
                                    "Maybe a pattern in 'when' still has to bind it, as in"
                                            + " $plan : Plan( ... ).")));
                }
            }
        }
    }
}
