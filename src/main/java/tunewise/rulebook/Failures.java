package tunewise.rulebook;

import java.util.IllegalFormatConversionException;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Map;
import java.util.MissingFormatArgumentException;
import java.util.Set;
import java.util.TreeSet;
import org.kie.api.runtime.rule.ConsequenceException;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.RuleInfo;

/** Says which rule failed while it ran, and of what. */
final class Failures {
    private static final int MOST_NAMED = 3;

    private final Map<String, RuleInfo> rules;
    private final Map<String, Set<String>> rulesByClass;

    /** rulesByClass has the ids of the rules that a class of a condition or consequence belongs to. */
    Failures(Map<String, RuleInfo> rules, Map<String, Set<String>> rulesByClass) {
        this.rules = rules;
        this.rulesByClass = rulesByClass;
    }

    RulesFailedException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RulesFailedException known) {
                return known;
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why = why(root);
        List<RuleInfo> blamed = blamed(failure);
        if (blamed.isEmpty()) {
            return new RulesFailedException(Fault.at("rules", 0, "a rule failed: " + why, ""), failure);
        }
        RuleInfo first = blamed.get(0);
        String others = blamed.size() == 1
                ? ""
                : "Maybe it is "
                        + String.join(
                                " or ",
                                blamed.stream()
                                        .skip(1)
                                        .limit(MOST_NAMED)
                                        .map(RuleInfo::id)
                                        .toList()) + ", which has the same condition.";
        return new RulesFailedException(
                new Fault(first.file(), first.line(), 0, first.id(), "the rule failed: " + why, others), failure);
    }

    private List<RuleInfo> blamed(Throwable failure) {
        Set<String> ids = new TreeSet<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConsequenceException consequence && consequence.getRule() != null) {
                ids.add(RuleInfo.idOf(consequence.getRule().getName()));
            }
            for (StackTraceElement at : cause.getStackTrace()) {
                ids.addAll(rulesByClass.getOrDefault(at.getClassName().replace('.', '/'), Set.of()));
            }
        }
        return ids.stream().filter(rules::containsKey).map(rules::get).toList();
    }

    private static String why(Throwable root) {
        if (root instanceof NullPointerException) {
            return "a value that it reads is not known, which '!= null' would have asked first.";
        }
        if (root instanceof ArithmeticException) {
            return "it divides by zero.";
        }
        if (root instanceof IllegalFormatConversionException place) {
            return "'%" + place.getConversion() + "' in its sentence stands for a value of another kind.";
        }
        if (root instanceof MissingFormatArgumentException place) {
            return "'" + place.getFormatSpecifier() + "' in its sentence has no value.";
        }
        if (root instanceof IllegalFormatException) {
            return "a place in its sentence is not one that values can be filled in.";
        }
        if (root instanceof ClassCastException) {
            return "it compares values of different kinds.";
        }
        return root.getMessage() == null || root.getMessage().isBlank() ? "it cannot be computed." : root.getMessage();
    }
}
