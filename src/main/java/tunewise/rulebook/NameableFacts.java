package tunewise.rulebook;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.GroupElement;
import org.drools.base.rule.RuleConditionElement;
import org.drools.modelcompiler.constraints.LambdaConstraint;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import tunewise.catalog.Policy;
import tunewise.catalog.Technique;

/**
 * The rows of long catalogs that rules can match at all: those whose id some rule names, as long as no rule looks at
 * others too. The rest need not be put before the rules.
 */
final class NameableFacts {
    private static final Map<String, Function<Object, String>> BY_ID = Map.of(
            Policy.class.getName(), fact -> ((Policy) fact).id(),
            Technique.class.getName(), fact -> ((Technique) fact).id());
    private static final Pattern ID = Pattern.compile("id\\s*==\\s*\"([^\"]*)\"");

    private final Map<String, Set<String>> named = new HashMap<>();
    private final Set<String> whole = new HashSet<>();

    /** Of rules that may match anything. */
    static final NameableFacts ALL = new NameableFacts();

    private NameableFacts() {
        whole.addAll(BY_ID.keySet());
    }

    private NameableFacts(KieBase base) {
        for (KiePackage folder : base.getKiePackages()) {
            for (Rule rule : folder.getRules()) {
                if (rule instanceof RuleImpl built) {
                    look(built.getLhs());
                }
            }
        }
    }

    /** What the rules of a base can match. */
    static NameableFacts of(KieBase base) {
        return new NameableFacts(base);
    }

    private void look(RuleConditionElement element) {
        if (element instanceof org.drools.base.rule.Pattern pattern) {
            look(pattern);
            return;
        }
        Collection<? extends RuleConditionElement> parts =
                element instanceof GroupElement group ? group.getChildren() : element.getNestedElements();
        parts.forEach(this::look);
    }

    private void look(org.drools.base.rule.Pattern pattern) {
        String kind = pattern.getObjectType().getClassName();
        Optional<String> id = pattern.getConstraints().stream()
                .filter(LambdaConstraint.class::isInstance)
                .map(each -> ((LambdaConstraint) each).getPredicateInformation().getStringConstraint())
                .map(ID::matcher)
                .filter(Matcher::matches)
                .map(named -> named.group(1))
                .findFirst();
        if (id.isPresent()) {
            named.computeIfAbsent(kind, key -> new HashSet<>()).add(id.get());
        } else {
            whole.add(kind);
        }
    }

    /** Whether a rule may match a fact. */
    boolean canBe(Object fact) {
        String kind = fact.getClass().getName();
        Function<Object, String> id = BY_ID.get(kind);
        return id == null
                || whole.contains(kind)
                || named.getOrDefault(kind, Set.of()).contains(id.apply(fact));
    }
}
