package tunewise.rulebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.guard.SpellingAdvice;
import tunewise.rulebook.language.RuleInfo;
import tunewise.rulebook.language.RuleText;
import tunewise.rulebook.language.Vocabulary;

/**
 * Finds the rules that do not compile and says why, in words without Java in them. The compiler names neither rule nor
 * line reliably, so rules are compiled apart until those that fail are found.
 */
final class CompileFaults {
    private static final Pattern UNKNOWN_METHOD =
            Pattern.compile("The method (\\w+)\\((.*?)\\) is undefined for the type (\\w+)");
    private static final Pattern WRONG_ARGUMENTS = Pattern.compile(
            "The method (\\w+)\\((.*?)\\) in the type (\\w+) is not applicable for the arguments \\((.*?)\\)");
    private static final Pattern WRONG_CONSTRUCTOR = Pattern.compile("The constructor (\\w+)\\((.*?)\\) is undefined");
    private static final Pattern UNKNOWN_NAME = Pattern.compile("([$\\w]+) cannot be resolved");
    private static final Pattern UNKNOWN_EXPRESSION = Pattern.compile("Unable to Analyse Expression (.+?):?$");
    private static final String MAYBE_KIND =
            "Maybe a value is compared with one of another kind, or a name after the dot is misspelt.";

    private final RuleFiles files;
    private final Function<RuleFiles, List<String>> compiler;

    private CompileFaults(RuleFiles files, Function<RuleFiles, List<String>> compiler) {
        this.files = files;
        this.compiler = compiler;
    }

    /** compiler gives the messages that files compile with; none when they do. */
    static List<Fault> of(RuleFiles files, List<RuleInfo> rules, Function<RuleFiles, List<String>> compiler) {
        CompileFaults search = new CompileFaults(files, compiler);
        List<Fault> faults = search.among(rules);
        return faults.isEmpty()
                ? List.of(Fault.at(
                        "rules", 0, "the rules compile one by one, but not together.", "Maybe two of them are alike."))
                : faults;
    }

    private List<Fault> among(List<RuleInfo> suspects) {
        List<String> messages = compiler.apply(only(suspects));
        if (messages.isEmpty()) {
            return List.of();
        }
        if (suspects.size() == 1) {
            return faults(suspects.get(0), messages);
        }
        int half = suspects.size() / 2;
        List<Fault> faults = new ArrayList<>(among(suspects.subList(0, half)));
        faults.addAll(among(suspects.subList(half, suspects.size())));
        return faults;
    }

    /** The files with every other rule blanked, so that lines stay where they are. */
    private RuleFiles only(Collection<RuleInfo> kept) {
        Set<String> paths = kept.stream().map(RuleInfo::file).collect(Collectors.toSet());
        SortedMap<String, String> left = new TreeMap<>();
        paths.forEach(path -> {
            String text = files.files().getOrDefault(path, "");
            List<String> lines = new ArrayList<>(text.lines().toList());
            for (int i = 0; i < lines.size(); i++) {
                int line = i + 1;
                boolean inAnyRule = ruleLines(text).anyMatch(start -> inRule(text, start, line));
                boolean inKept = kept.stream()
                        .filter(rule -> rule.file().equals(path))
                        .anyMatch(rule -> inRule(text, rule.line(), line));
                if (inAnyRule && !inKept) {
                    lines.set(i, "");
                }
            }
            left.put(path, String.join("\n", lines) + "\n");
        });
        return new RuleFiles(left);
    }

    private static Stream<Integer> ruleLines(String text) {
        List<String> lines = text.lines().toList();
        return Stream.iterate(1, line -> line <= lines.size(), line -> line + 1)
                .filter(line -> lines.get(line - 1).startsWith("rule "));
    }

    private static boolean inRule(String text, int start, int line) {
        long length = RuleText.rule(text.lines().toList(), start).lines().count();
        return line >= start && line < start + length;
    }

    private static List<Fault> faults(RuleInfo rule, List<String> messages) {
        Set<Fault> faults = new LinkedHashSet<>();
        for (String message : messages) {
            String first = message.lines().findFirst().orElse("").strip();
            if (!first.toLowerCase(Locale.ROOT).startsWith("java source of")) {
                faults.add(fault(rule, first));
            }
        }
        return faults.isEmpty() ? List.of(unclear(rule)) : List.copyOf(faults);
    }

    private static Fault fault(RuleInfo rule, String message) {
        Matcher method = UNKNOWN_METHOD.matcher(message);
        if (method.find()) {
            return rule.faultAt(
                    method.group(1) + "(",
                    "'" + method.group(3) + "' has no method '" + method.group(1) + "'.",
                    SpellingAdvice.maybe(method.group(1), methods(method.group(3))));
        }
        Matcher arguments = WRONG_ARGUMENTS.matcher(message);
        if (arguments.find() && Vocabulary.FACTS.containsKey(arguments.group(3))) {
            return rule.faultAt(
                    arguments.group(1) + "(",
                    "'" + arguments.group(3) + "." + arguments.group(1) + "' does not take ("
                            + words(arguments.group(4)) + ").",
                    "Maybe you mean (" + words(arguments.group(2)) + ").");
        }
        Matcher constructor = WRONG_CONSTRUCTOR.matcher(message);
        if (constructor.find()) {
            return rule.faultAt(
                    constructor.group(1) + "(",
                    "'new " + constructor.group(1) + "' does not take (" + words(constructor.group(2)) + ").",
                    "Maybe one of its fields is missing or of another kind; rules/README.md has them in order.");
        }
        Matcher name = UNKNOWN_NAME.matcher(message);
        if (name.find()) {
            return rule.faultAt(
                    name.group(1),
                    "'" + name.group(1) + "' is not known here.",
                    SpellingAdvice.maybe(name.group(1), Vocabulary.FACTS.keySet()));
        }
        Matcher expression = UNKNOWN_EXPRESSION.matcher(message);
        if (expression.find()) {
            return rule.faultAt(expression.group(1), "'" + expression.group(1) + "' cannot be understood.", MAYBE_KIND);
        }
        return unclear(rule);
    }

    private static Fault unclear(RuleInfo rule) {
        return new Fault(
                rule.file(),
                rule.line(),
                0,
                rule.id(),
                "a condition or the part after 'then' cannot be compiled.",
                MAYBE_KIND);
    }

    private static Set<String> methods(String type) {
        Class<?> fact = Vocabulary.FACTS.get(type);
        return fact == null
                ? Set.of()
                : Arrays.stream(fact.getDeclaredMethods())
                        .map(java.lang.reflect.Method::getName)
                        .collect(Collectors.toSet());
    }

    private static String words(String types) {
        return Stream.of(types.split(", ?", -1))
                .map(type -> switch (type) {
                    case "int", "long", "double", "float", "Integer", "Long", "Double" -> "a number";
                    case "String" -> "a text";
                    case "boolean", "Boolean" -> "true or false";
                    default -> type;
                })
                .collect(Collectors.joining(", "));
    }
}
