package tunewise.rulebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/** Reads rule files without compiling them: faults of form with their place, and the index of rules. */
final class RuleCheck {
    private static final Pattern NAME = Pattern.compile("([A-Z]{3})-(\\d{3}) [A-Za-z0-9][A-Za-z0-9 ,.'%$-]{4,120}");
    private static final Pattern EXPECTED = Pattern.compile("insert\\( .* \\);", Pattern.DOTALL);
    private static final Set<String> ALLOWED_ATTRIBUTES = Set.of("agenda-group");

    private final @Nullable Set<String> sources;
    private final List<Fault> faults = new ArrayList<>();
    private final List<RuleInfo> rules = new ArrayList<>();
    private final Map<String, RuleInfo> byId = new HashMap<>();

    private RuleCheck(@Nullable Set<String> sources) {
        this.sources = sources;
    }

    static List<RuleInfo> check(RuleFiles files, @Nullable Set<String> sources) {
        RuleCheck check = new RuleCheck(sources);
        files.files().forEach((path, text) -> {
            if (path.endsWith(".drl")) {
                check.file(path, text);
            }
        });
        if (check.rules.isEmpty() && check.faults.isEmpty()) {
            check.faults.add(Fault.at("rules", 0, "there are no rules here.", "Maybe --rules names another folder."));
        }
        if (!check.faults.isEmpty()) {
            throw new FaultsException(check.faults);
        }
        return check.rules;
    }

    private void file(String path, String text) {
        Phase phase = phaseOf(path);
        if (phase == null) {
            faults.add(Fault.at(
                    path,
                    0,
                    "a rule file lies in a folder named after its phase.",
                    "Maybe it belongs in rules/eligibility/ or one of " + phases() + "."));
            return;
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr content;
        try {
            content = parser.parse(null, text);
        } catch (Exception | StackOverflowError e) {
            faults.add(Fault.at(path, 0, "the file cannot be read as rules.", "Maybe it is nested too deeply."));
            return;
        }
        if (parser.hasErrors() || content == null) {
            for (DroolsError error : parser.getErrors()) {
                faults.add(syntax(path, error));
            }
            return;
        }
        bannedParts(path, content);
        List<String> lines = text.lines().toList();
        for (RuleDescr rule : content.getRules()) {
            rule(path, phase, rule, content, lines);
        }
    }

    private void rule(String path, Phase phase, RuleDescr rule, PackageDescr content, List<String> lines) {
        int line = rule.getLine();
        Matcher name = NAME.matcher(rule.getName());
        if (!name.matches()) {
            faults.add(Fault.at(
                    path,
                    line,
                    "rule name '" + rule.getName() + "' is not an id and a sentence.",
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
                    "Maybe the rule belongs into another folder."));
        }
        attributes(path, phase, rule, content, id);
        List<String> cited = cited(path, rule, id);
        new PatternCheck(path, id, faults).check(rule);
        consequence(path, rule, id);
        RuleInfo info = new RuleInfo(
                id,
                rule.getName().substring(id.length() + 1),
                phase,
                path,
                line,
                cited,
                RuleText.reason(lines, line),
                RuleText.rule(lines, line));
        RuleInfo first = byId.putIfAbsent(id, info);
        if (first != null) {
            faults.add(fault(
                    path,
                    line,
                    id,
                    "the id is taken by " + first.file() + ":" + first.line() + ".",
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
        if (!effective.replace("\"", "").equals(phase.id())) {
            faults.add(fault(
                    path,
                    rule.getLine(),
                    id,
                    "the agenda group is '" + effective.replace("\"", "") + "', but the file lies in rules/"
                            + phase.id() + "/.",
                    "Maybe agenda-group \"" + phase.id() + "\" at the top of the file."));
        }
        for (AttributeDescr attribute : rule.getAttributes().values()) {
            if (!ALLOWED_ATTRIBUTES.contains(attribute.getName())) {
                faults.add(fault(
                        path,
                        Math.max(attribute.getLine(), rule.getLine()),
                        id,
                        "'" + attribute.getName() + "' is not allowed in a rule.",
                        "Maybe the order it wants to give comes from the phases already."));
            }
        }
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
        for (String source : cited) {
            if (sources != null && !sources.contains(source)) {
                faults.add(fault(
                        path,
                        rule.getLine(),
                        id,
                        "source '" + source + "' is not in sources.csv.",
                        Names.maybe(source, sources)));
            }
        }
        return cited;
    }

    private void consequence(String path, RuleDescr rule, String id) {
        String then = String.valueOf(rule.getConsequence()).trim();
        String withoutTexts = then.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
        boolean one =
                EXPECTED.matcher(withoutTexts).matches() && withoutTexts.indexOf(';') == withoutTexts.length() - 1;
        if (!one) {
            faults.add(fault(
                    path,
                    rule.getConsequenceLine(),
                    id,
                    "after 'then' stands one insert( ... ); and nothing else.",
                    "Maybe the reasoning can move up into 'when'."));
        }
    }

    private void bannedParts(String path, PackageDescr content) {
        banned(path, "function", content.getFunctions().size());
        banned(path, "import of a function", content.getFunctionImports().size());
        banned(path, "global", content.getGlobals().size());
        banned(
                path,
                "declare",
                content.getTypeDeclarations().size()
                        + content.getEnumDeclarations().size());
    }

    private void banned(String path, String what, int count) {
        if (count > 0) {
            faults.add(Fault.at(
                    path,
                    0,
                    "a " + what + " is not allowed in a rule file.",
                    "Maybe the catalogs or a named method of a fact already say it."));
        }
    }

    private static Fault syntax(String path, DroolsError error) {
        int line = error instanceof ParserError parse ? parse.getRow() : 0;
        int column = error instanceof ParserError parse ? Math.max(0, parse.getCol()) : 0;
        String message =
                error.getMessage().replaceFirst("^\\[ERR \\d+\\] ?", "").replaceFirst("^Line \\d+:\\d+ ", "");
        return new Fault(
                path,
                Math.max(0, line),
                column,
                "",
                "syntax: " + message.strip() + (message.endsWith(".") ? "" : "."),
                "Maybe a bracket, a quote or 'end' is missing just before.");
    }

    private static Fault fault(String path, int line, String id, String message, String hint) {
        return new Fault(path, line, 0, id, message, hint);
    }

    private static @Nullable Phase phaseOf(String path) {
        for (Phase phase : Phase.values()) {
            if (path.startsWith("rules/" + phase.id() + "/")) {
                return phase;
            }
        }
        return null;
    }

    private static String phases() {
        StringBuilder names = new StringBuilder();
        for (Phase phase : Phase.values()) {
            names.append(names.isEmpty() ? "" : ", ").append(phase.name().toLowerCase(Locale.ROOT));
        }
        return names.toString();
    }
}
