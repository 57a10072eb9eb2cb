package tunewise.rulebook.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;
import tunewise.catalog.Fault;
import tunewise.catalog.RetiredRule;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.catalog.csv.CatalogReader;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.rulebook.language.RuleText;

/** Reads rule files without compiling them: faults of form with their place, and the index of rules. */
public final class RuleCheck {
    private static final Pattern NAME = Pattern.compile("([A-Z]{3})-(\\d{3}) [A-Za-z0-9][A-Za-z0-9 ,.'%$-]{4,120}");

    private static final int MOST_OF_A_NAME = 120;
    private static final int LONGEST_REMEDY = 120;

    private final List<Phase> phases;
    private final @Nullable Set<String> sources;
    private final Map<String, RetiredRule> retired;
    private final List<Fault> faults = new ArrayList<>();
    private final List<RuleInfo> rules = new ArrayList<>();
    private final Map<String, RuleInfo> byId = new HashMap<>();

    private RuleCheck(@Nullable Set<String> sources, Map<String, RetiredRule> retired, List<Phase> phases) {
        this.phases = phases;
        this.sources = sources;
        this.retired = retired;
    }

    /** What was read of rule files: the rules, and everything that speaks against them. */
    public record Reading(List<RuleInfo> rules, List<Fault> faults) {}

    public static Reading read(RuleFiles files, @Nullable Set<String> sources) {
        RulesLanguage language = RulesLanguage.of(files).orElse(RulesLanguage.V2);
        RuleCheck check = new RuleCheck(sources, retired(files), Phase.of(language));
        SortedMap<String, String> ruleFiles = RulesLanguage.inNewestWords(files).rules();
        if (SizeCheck.allows(ruleFiles, check.faults)) {
            ruleFiles.forEach(check::file);
        }
        if (check.rules.isEmpty() && check.faults.isEmpty()) {
            check.faults.add(Fault.at("rules", 0, "there are no rules here.", "Maybe --rules names another folder."));
        }
        return new Reading(check.rules, check.faults);
    }

    /** The rules that were taken out, by id. */
    public static Map<String, RetiredRule> retired(RuleFiles files) {
        Map<String, RetiredRule> retired = new HashMap<>();
        CatalogReader.retiredRules(files).forEach(rule -> retired.put(rule.rule(), rule));
        return retired;
    }

    private void file(String path, String text) {
        Phase phase = phaseOf(path);
        if (phase == null) {
            faults.add(Fault.at(
                    path,
                    0,
                    "a rule file belongs in a folder named after its phase.",
                    "Maybe it belongs in rules/eligibility/ or one of " + phaseNames() + "."));
            return;
        }
        if (!SizeCheck.allows(path, text, faults)) {
            return;
        }
        try {
            content(path, phase, text);
        } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
            faults.add(Fault.at(path, 0, "the file cannot be read as rules.", "Maybe it is nested too deeply."));
        }
    }

    private void content(String path, Phase phase, String text) throws DroolsParserException {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr content = parser.parse(null, text);
        if (parser.hasErrors() || content == null) {
            faults.add(SyntaxFaults.first(path, text, parser.getErrors()));
            return;
        }
        FileCheck.check(path, phase, content, faults);
        List<String> lines = text.lines().toList();
        for (RuleDescr rule : content.getRules()) {
            if (!(rule instanceof QueryDescr)) {
                rule(path, phase, rule, content, lines);
            }
        }
        words(path, text);
    }

    /** Words where no other check has spoken of the rule, or of what stands around rules. */
    private void words(String path, String text) {
        Set<String> known = faults.stream()
                .filter(fault -> fault.file().equals(path))
                .map(Fault::rule)
                .collect(Collectors.toSet());
        WordCheck.check(path, text).stream()
                .filter(fault -> !known.contains(fault.rule()))
                .forEach(faults::add);
    }

    private void rule(String path, Phase phase, RuleDescr rule, PackageDescr content, List<String> lines) {
        int line = rule.getLine();
        Matcher name = NAME.matcher(rule.getName());
        if (!name.matches()) {
            faults.add(Fault.at(
                    path,
                    line,
                    "rule name '" + onOneLine(rule.getName()) + "' is not an id and a sentence.",
                    "Maybe \"" + phase.prefix() + "-999 What must hold, in plain letters\"."));
            return;
        }
        String id = RuleInfo.idOf(rule.getName());
        if (!name.group(1).equals(phase.prefix())) {
            faults.add(fault(
                    path,
                    line,
                    id,
                    "rules in rules/" + phase.id() + "/ have ids that begin with " + phase.prefix() + "-.",
                    "Maybe the rule belongs in another folder."));
        }
        attributes(path, phase, rule, content, id);
        List<String> cited = cited(path, rule, id);
        new PatternCheck(path, id, faults).check(rule);
        String text = RuleText.rule(lines, line);
        ConsequenceCheck.check(path, id, rule, text, faults);
        Variables.check(path, id, line, text, faults);
        RuleInfo info = new RuleInfo(
                id,
                rule.getName().substring(id.length() + 1),
                phase,
                path,
                line,
                cited,
                RuleText.reason(lines, line),
                remedy(path, rule, id),
                text);
        RuleInfo first = byId.putIfAbsent(id, info);
        if (first != null) {
            faults.add(fault(
                    path,
                    line,
                    id,
                    "the id is taken by " + first.file() + ":" + first.line() + ".",
                    "Maybe the next free number of this file; ids are never used twice."));
        }
        RetiredRule before = retired.get(id);
        if (before != null) {
            faults.add(fault(
                    path,
                    line,
                    id,
                    "the id was that of the rule '" + before.required() + "', retired on " + before.retired() + ".",
                    "Maybe the next free number of this file; ids are never used twice."));
        }
        rules.add(info);
    }

    private void attributes(String path, Phase phase, RuleDescr rule, PackageDescr content, String id) {
        String group = content.getAttributes().stream()
                .filter(attribute -> attribute.getName().equals("agenda-group"))
                .map(AttributeDescr::getValue)
                .findFirst()
                .orElse("");
        AttributeDescr own = rule.getAttributes().get("agenda-group");
        String effective = own != null ? own.getValue() : group;
        String named = effective.replace("\"", "");
        if (!named.equals(phase.id())) {
            faults.add(fault(
                    path,
                    rule.getLine(),
                    id,
                    (named.isEmpty() ? "there is no agenda group" : "the agenda group is '" + named + "'")
                            + ", but the file is in rules/" + phase.id() + "/.",
                    "Maybe agenda-group \"" + phase.id() + "\" at the top of the file."));
        }
        FileCheck.attributes(path, id, rule, content, faults);
    }

    private List<String> cited(String path, RuleDescr rule, String id) {
        var annotation = rule.getAnnotation("source");
        Object value = annotation == null ? null : annotation.getSingleValue();
        String text = value == null ? "" : value.toString().replace("\"", "").trim();
        if (text.isEmpty()) {
            faults.add(fault(
                    path,
                    rule.getLine(),
                    id,
                    "the rule cites no source.",
                    "Maybe @source( G19 ), or \"house\" where it is our own choice."));
            return List.of();
        }
        List<String> cited = List.of(text.split("\\s+", -1));
        for (String source : unknown(cited, sources)) {
            faults.add(fault(
                    path,
                    rule.getLine(),
                    id,
                    "source '" + source + "' is not in sources.csv.",
                    SpellingAdvice.maybe(
                            source, sources == null ? Set.of() : sources, "Maybe it is still missing there.")));
        }
        return cited;
    }

    private String remedy(String path, RuleDescr rule, String id) {
        var annotation = rule.getAnnotation("remedy");
        if (annotation == null) {
            return "";
        }
        String text =
                String.valueOf(annotation.getSingleValue()).replace("\"", "").strip();
        if (text.isEmpty() || text.length() > LONGEST_REMEDY) {
            faults.add(fault(
                    path,
                    rule.getLine(),
                    id,
                    "@remedy has " + text.length() + " characters, and takes 1 to " + LONGEST_REMEDY + ".",
                    "Maybe @remedy( \"a larger budget\" ), or none."));
        }
        return text;
    }

    /** Sources that these rules cite and the catalog does not have. */
    public static List<String> unknown(Collection<RuleInfo> rules, @Nullable Set<String> sources) {
        return rules.stream()
                .flatMap(rule -> unknown(rule.sources(), sources).stream())
                .toList();
    }

    private static List<String> unknown(List<String> cited, @Nullable Set<String> sources) {
        return sources == null
                ? List.of()
                : cited.stream().filter(source -> !sources.contains(source)).toList();
    }

    private static String onOneLine(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= MOST_OF_A_NAME ? plain : plain.substring(0, MOST_OF_A_NAME) + "...";
    }

    private static Fault fault(String path, int line, String id, String message, String hint) {
        return new Fault(path, line, 0, id, message, hint);
    }

    private @Nullable Phase phaseOf(String path) {
        for (Phase phase : phases) {
            if (path.startsWith("rules/" + phase.id() + "/")) {
                return phase;
            }
        }
        return null;
    }

    private String phaseNames() {
        return phases.stream().map(Phase::id).collect(Collectors.joining(", "));
    }
}
