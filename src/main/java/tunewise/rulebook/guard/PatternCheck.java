package tunewise.rulebook.guard;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EntryPointDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.Vocabulary;

/** Checks the patterns of a rule against the facts that exist: types, fields, and parts that are not allowed. */
final class PatternCheck {
    private static final Pattern PATH =
            Pattern.compile("^!?\\s*(?:\\$\\w+\\s*:\\s*)?!?(this\\b|[a-z]\\w*)((?:\\.[a-z]\\w*)*)\\s*(\\()?");

    private static final Pattern BOUND_ARITHMETIC =
            Pattern.compile("^(\\$\\w+)\\s*:\\s*([a-z][\\w.]*(?:\\(\\s*\\))?)\\s*[-+*/%].*", Pattern.DOTALL);

    private final String path;
    private final String id;
    private final List<Fault> faults;

    PatternCheck(String path, String id, List<Fault> faults) {
        this.path = path;
        this.id = id;
        this.faults = faults;
    }

    void check(RuleDescr rule) {
        walk(rule.getLhs());
    }

    private void walk(BaseDescr part) {
        if (part instanceof EvalDescr) {
            add(
                    part.getLine(),
                    part.getColumn(),
                    "'eval' is not allowed.",
                    "Maybe the condition fits inside the pattern.");
        } else if (part instanceof PatternDescr pattern) {
            pattern(pattern);
        } else if (part instanceof ConditionalElementDescr element) {
            for (Object child : element.getDescrs()) {
                if (child instanceof BaseDescr descr) {
                    walk(descr);
                }
            }
        }
    }

    private void pattern(PatternDescr pattern) {
        if (pattern.getSource() != null) {
            boolean from = pattern.getSource() instanceof FromDescr || pattern.getSource() instanceof EntryPointDescr;
            add(
                    pattern.getLine(),
                    pattern.getColumn(),
                    from ? "'from' is not allowed." : "'accumulate' and 'collect' are not allowed.",
                    from
                            ? "Maybe the fact can be matched directly."
                            : "Maybe a named method of a fact, or a catalog, already has the figure.");
            return;
        }
        if (pattern.getObjectType() == null) {
            add(pattern.getLine(), pattern.getColumn(), "a pattern begins with a fact.", "Maybe you mean Plan( ... ).");
            return;
        }
        Class<?> type = Vocabulary.FACTS.get(pattern.getObjectType());
        if (type == null) {
            add(
                    pattern.getLine(),
                    pattern.getColumn(),
                    "'" + pattern.getObjectType() + "' is not a fact.",
                    SpellingAdvice.maybe(pattern.getObjectType(), Vocabulary.FACTS.keySet()));
            return;
        }
        for (Object child : pattern.getConstraint().getDescrs()) {
            if (child instanceof ExprConstraintDescr constraint) {
                constraint(constraint, type, pattern);
            }
        }
    }

    private void constraint(ExprConstraintDescr constraint, Class<?> type, PatternDescr pattern) {
        Matcher bound = BOUND_ARITHMETIC.matcher(constraint.getExpression().strip());
        if (bound.matches()) {
            add(
                    lineOf(constraint, pattern),
                    constraint.getColumn(),
                    "'" + bound.group(1) + "' would bind '" + bound.group(2)
                            + "' alone, without the arithmetic after it.",
                    "Maybe a named method of the fact has the figure, or the arithmetic can stand after 'then'.");
            return;
        }
        Matcher matcher = PATH.matcher(constraint.getExpression().strip());
        if (!matcher.find() || matcher.group(1).equals("this")) {
            return;
        }
        Class<?> at = type;
        boolean call = matcher.group(3) != null;
        String[] names = (matcher.group(1) + matcher.group(2)).split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            boolean lastIsCall = call && i == names.length - 1;
            Class<?> next = lastIsCall ? null : fieldType(at, names[i]);
            if (next == null) {
                if (!lastIsCall && at.getName().startsWith("tunewise.")) {
                    add(
                            lineOf(constraint, pattern),
                            constraint.getColumn(),
                            "'" + at.getSimpleName() + "' has no field '" + names[i] + "'.",
                            SpellingAdvice.maybe(names[i], fields(at)));
                }
                return;
            }
            at = next;
        }
        ValueCheck.check(constraint.getExpression(), at)
                .ifPresent(problem ->
                        add(lineOf(constraint, pattern), constraint.getColumn(), problem.message(), problem.hint()));
    }

    private static int lineOf(ExprConstraintDescr constraint, PatternDescr pattern) {
        return constraint.getLine() > 0 ? constraint.getLine() : pattern.getLine();
    }

    private static @Nullable Class<?> fieldType(Class<?> type, String name) {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return component.getType();
                }
            }
        }
        for (Method method : type.getMethods()) {
            boolean plain = method.getParameterCount() == 0;
            if (plain
                    && (method.getName().equals(name)
                            || method.getName().equalsIgnoreCase("is" + name)
                            || method.getName().equalsIgnoreCase("get" + name))) {
                return method.getReturnType();
            }
        }
        return null;
    }

    private static Set<String> fields(Class<?> type) {
        Set<String> fields = new TreeSet<>();
        if (type.isRecord()) {
            fields.addAll(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toSet()));
        }
        return fields;
    }

    /** column is counted from 0, as the parser does. */
    private void add(int line, int column, String message, String hint) {
        faults.add(new Fault(path, Math.max(0, line), Math.max(0, column + 1), id, message, hint));
    }
}
