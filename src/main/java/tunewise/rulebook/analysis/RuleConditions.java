package tunewise.rulebook.analysis;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;
import tunewise.catalog.Catalog;
import tunewise.catalog.Policy;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.rulebook.guard.RuleCheck;
import tunewise.rulebook.language.RuleInfo;
import tunewise.rulebook.language.Vocabulary;

/**
 * What a rule asks for, taken apart: figures that a field is compared with, with limits of the catalog put in, and all
 * other conditions as they are written.
 *
 * @param finding what it concludes, without its sentence
 * @param others conditions that are not figures
 * @param named ids that facts of a type must have
 * @param conflicts values that one field would need at once, by field
 */
record RuleConditions(
        RuleInfo info,
        String finding,
        Map<Subject, Interval> figures,
        Set<String> others,
        Map<String, Set<String>> named,
        Map<String, Set<String>> conflicts) {
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:\\s*([a-z][\\w.]*)");
    private static final Pattern COMPARISON = Pattern.compile("([$a-z][\\w.]*)\\s*(==|<=|>=|<|>)\\s*(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d_]*(?:\\.\\d+)?[LlDd]?");
    private static final Pattern CONSTANT = Pattern.compile("\"[^\"]*\"|[A-Z][\\w.]*\\.[A-Z][A-Z0-9_]*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern METHOD = Pattern.compile("Method\\.[A-Z]+");

    /**
     * The field of a fact that is compared.
     *
     * @param whole whether it holds whole numbers only
     */
    record Subject(int pattern, String type, String field, boolean whole) {
        String summary() {
            return field + " of " + type;
        }

        String example(double value) {
            return type + "( " + field + " == " + Interval.plain(value) + " )";
        }
    }

    /** The conditions of all rules of sound files. */
    static List<RuleConditions> of(RuleFiles files, Catalog catalog) {
        Map<String, Double> limits = new HashMap<>();
        for (Policy limit : catalog.policies()) {
            limits.put(limit.id(), limit.value());
        }
        Map<String, RuleInfo> infos = new HashMap<>();
        RuleCheck.read(files, null).rules().forEach(info -> infos.put(info.id(), info));
        List<RuleConditions> all = new ArrayList<>();
        RulesLanguage.inNewestWords(files).files().forEach((path, text) -> {
            if (path.endsWith(".drl")) {
                try {
                    for (RuleDescr rule : new DrlParser(LanguageLevelOption.DRL6)
                            .parse(null, text)
                            .getRules()) {
                        RuleInfo info = infos.get(RuleInfo.idOf(rule.getName()));
                        if (info != null) {
                            all.add(new Reader(info, rule, limits).read());
                        }
                    }
                } catch (DroolsParserException e) {
                    throw new IllegalStateException(path + " was sound before", e);
                }
            }
        });
        return all;
    }

    Interval interval(Subject subject) {
        return figures.getOrDefault(subject, Interval.ALL);
    }

    /** Whether both find the same in the same phase, but for the sentence. */
    boolean concludesAs(RuleConditions other) {
        return info.phase() == other.info.phase() && finding.equals(other.finding);
    }

    /** Whether it says something and decides nothing, so that its silence leaves no gap. */
    boolean onlyRemarks() {
        return finding.startsWith("new Caveat(") || finding.startsWith("new Difference(");
    }

    /** Whether one lets a method come into question that the other excludes. */
    boolean opposes(RuleConditions other) {
        return contradicts(other) || other.contradicts(this);
    }

    private boolean contradicts(RuleConditions other) {
        Matcher method = METHOD.matcher(finding);
        return finding.startsWith("new MethodFound(")
                && method.find()
                && other.finding.startsWith("Exclusion.of( " + method.group());
    }

    /** The one figure in which two rules differ that are alike otherwise; empty when they differ in more, or in nothing. */
    Optional<Subject> onlyDifference(RuleConditions other) {
        if (!others.equals(other.others) || !figures.keySet().equals(other.figures.keySet())) {
            return Optional.empty();
        }
        List<Subject> different = figures.keySet().stream()
                .filter(subject -> !interval(subject).equals(other.interval(subject)))
                .toList();
        return different.size() == 1 ? Optional.of(different.get(0)) : Optional.empty();
    }

    /** Whether two rules are alike but for a figure. */
    boolean sharesAllBut(RuleConditions other, Subject subject) {
        return onlyDifference(other).filter(subject::equals).isPresent();
    }

    private static final class Reader {
        private final RuleInfo info;
        private final RuleDescr rule;
        private final Map<String, Double> limits;
        private final Map<Subject, Interval> figures = new HashMap<>();
        private final Set<String> others = new HashSet<>();
        private final Map<String, Set<String>> named = new TreeMap<>();
        private final Map<Subject, Set<String>> equalities = new HashMap<>();
        private final Map<String, Subject> fields = new HashMap<>();
        private final Map<String, Double> constants = new HashMap<>();

        Reader(RuleInfo info, RuleDescr rule, Map<String, Double> limits) {
            this.info = info;
            this.rule = rule;
            this.limits = limits;
        }

        RuleConditions read() {
            int number = 0;
            for (Object part : rule.getLhs().getDescrs()) {
                number++;
                if (part instanceof PatternDescr pattern) {
                    pattern(pattern, number);
                } else {
                    others.add(number + " " + written((BaseDescr) part));
                }
            }
            Map<String, Set<String>> conflicts = new TreeMap<>();
            equalities.forEach((subject, values) -> {
                if (values.size() > 1) {
                    conflicts.put(subject.summary(), values);
                }
            });
            return new RuleConditions(info, finding(), figures, others, named, conflicts);
        }

        private void pattern(PatternDescr pattern, int number) {
            String type = pattern.getObjectType();
            List<String> conditions = new ArrayList<>();
            for (Object child : pattern.getConstraint().getDescrs()) {
                if (child instanceof ExprConstraintDescr constraint) {
                    for (String condition : constraint.getExpression().split("&&", -1)) {
                        conditions.add(condition.strip());
                    }
                }
            }
            others.add(number + " " + type);
            Double limit = limit(type, conditions);
            for (String condition : conditions) {
                Matcher binding = BINDING.matcher(condition);
                if (binding.matches()) {
                    if (limit != null && binding.group(2).equals("value")) {
                        constants.put(binding.group(1), limit);
                    } else {
                        fields.put(binding.group(1), subject(number, type, binding.group(2)));
                    }
                } else {
                    condition(number, type, condition, limit != null);
                }
            }
        }

        private @Nullable Double limit(String type, List<String> conditions) {
            if (!type.equals("Policy")) {
                return null;
            }
            return conditions.stream()
                    .map(COMPARISON::matcher)
                    .filter(match -> match.matches() && match.group(1).equals("id"))
                    .map(match -> limits.get(match.group(3).replace("\"", "")))
                    .filter(value -> value != null)
                    .findFirst()
                    .orElse(null);
        }

        private void condition(int number, String type, String condition, boolean ofLimit) {
            Matcher comparison = COMPARISON.matcher(condition);
            if (comparison.matches()) {
                String value = comparison.group(3);
                Double figure = constants.containsKey(value)
                        ? constants.get(value)
                        : NUMBER.matcher(value).matches()
                                ? (Double) Double.parseDouble(value.replaceAll("[_LlDd]", ""))
                                : null;
                Subject subject = comparison.group(1).startsWith("$")
                        ? fields.get(comparison.group(1))
                        : subject(number, type, comparison.group(1));
                if (figure != null && subject != null) {
                    figures.merge(subject, Interval.of(comparison.group(2), figure), Interval::and);
                    return;
                }
                if (comparison.group(2).equals("==") && CONSTANT.matcher(value).matches() && subject != null) {
                    equalities.computeIfAbsent(subject, key -> new TreeSet<>()).add(value);
                    if (comparison.group(1).equals("id")) {
                        named.computeIfAbsent(type, key -> new TreeSet<>()).add(value.replace("\"", ""));
                    }
                    if (ofLimit) {
                        return;
                    }
                }
            }
            others.add(number + " " + type + " " + plain(condition));
        }

        private Subject subject(int number, String type, String path) {
            Class<?> at = Vocabulary.FACTS.get(type);
            for (String name : path.split("\\.", -1)) {
                at = at == null ? null : typeOf(at, name);
            }
            boolean whole = at == int.class || at == long.class || at == Integer.class || at == Long.class;
            return new Subject(number, type, path, whole);
        }

        private static @Nullable Class<?> typeOf(Class<?> type, String name) {
            try {
                Method accessor = type.getMethod(name);
                return accessor.getReturnType();
            } catch (NoSuchMethodException e) {
                return null;
            }
        }

        /** A condition with its variables replaced by what they stand for, so that names do not matter. */
        private String plain(String condition) {
            return VARIABLE.matcher(condition)
                    .replaceAll(variable -> Matcher.quoteReplacement(meaning(variable.group())))
                    .replaceAll("\\s+", " ");
        }

        private String meaning(String variable) {
            Subject field = fields.get(variable);
            Double constant = constants.get(variable);
            return field != null
                    ? field.pattern() + "." + field.field()
                    : constant != null ? Interval.plain(constant) : variable;
        }

        private String written(BaseDescr part) {
            if (part instanceof PatternDescr pattern) {
                StringBuilder text = new StringBuilder(pattern.getObjectType());
                for (Object child : pattern.getConstraint().getDescrs()) {
                    text.append(", ")
                            .append(
                                    child instanceof ExprConstraintDescr constraint
                                            ? plain(constraint.getExpression())
                                            : child.toString());
                }
                return text.toString();
            }
            StringBuilder text = new StringBuilder(part.getClass().getSimpleName());
            List<?> parts = part instanceof ConditionalElementDescr element ? element.getDescrs() : List.of();
            parts.forEach(each -> text.append(" [")
                    .append(each instanceof BaseDescr descr ? written(descr) : each.toString())
                    .append(']'));
            return text.toString();
        }

        private String finding() {
            String then = String.valueOf(rule.getConsequence()).strip();
            String head = then.replaceFirst("^insert\\(\\s*", "");
            int text = head.indexOf('"');
            return plain(TEXT.matcher(text < 0 ? head : head.substring(0, text)).replaceAll(""))
                    .strip();
        }
    }
}
