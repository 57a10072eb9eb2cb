package tunewise.rulebook.guard;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.Phase;

/** Checks what stands in a rule file around its rules: package, imports, attributes, and parts that are not allowed. */
final class FileCheck {
    private static final String ALLOWED_ATTRIBUTE = "agenda-group";

    private final String path;
    private final List<Fault> faults;

    private FileCheck(String path, List<Fault> faults) {
        this.path = path;
        this.faults = faults;
    }

    static void check(String path, Phase phase, PackageDescr content, List<Fault> faults) {
        new FileCheck(path, faults).check(phase, content);
    }

    /** Attributes of one rule; those of the file are said once. */
    static void attributes(String path, String id, RuleDescr rule, PackageDescr content, List<Fault> faults) {
        Set<String> ofTheFile =
                content.getAttributes().stream().map(AttributeDescr::getName).collect(Collectors.toSet());
        for (AttributeDescr attribute : rule.getAttributes().values()) {
            if (!ofTheFile.contains(attribute.getName())) {
                new FileCheck(path, faults).attribute(Math.max(attribute.getLine(), rule.getLine()), id, attribute);
            }
        }
    }

    private void check(Phase phase, PackageDescr content) {
        banned("a function", content.getFunctions());
        banned("an import of a function", content.getFunctionImports());
        banned("a global", content.getGlobals());
        banned("a declared type", content.getTypeDeclarations());
        banned("a declared type", content.getEnumDeclarations());
        banned(
                "a query",
                content.getRules().stream().filter(QueryDescr.class::isInstance).toList());
        for (ImportDescr imported : content.getImports()) {
            faults.add(Fault.at(
                    path,
                    imported.getLine(),
                    "'" + imported.getTarget() + "' cannot be imported into rules.",
                    "Maybe remove the line: rules know facts and findings by their names."));
        }
        String expected = "rules." + phase.id();
        if (!content.getName().equals(expected)) {
            faults.add(Fault.at(
                    path,
                    Math.max(0, content.getLine()),
                    "the package is '" + content.getName() + "', but the file is in rules/" + phase.id() + "/.",
                    "Maybe package " + expected + "."));
        }
        for (AttributeDescr attribute : content.getAttributes()) {
            attribute(attribute.getLine(), "", attribute);
        }
    }

    private void banned(String what, Collection<? extends BaseDescr> parts) {
        for (BaseDescr part : parts) {
            faults.add(Fault.at(
                    path,
                    Math.max(0, part.getLine()),
                    what + " is not allowed in a rule file.",
                    "Maybe the catalogs or a named method of a fact already say it."));
        }
    }

    private void attribute(int line, String id, AttributeDescr attribute) {
        if (attribute.getName().equals(ALLOWED_ATTRIBUTE)) {
            return;
        }
        String hint = attribute.getName().equals("salience")
                ? "Maybe the order it wants to give comes from the phases already."
                : "Maybe remove the line.";
        faults.add(new Fault(path, line, 0, id, "'" + attribute.getName() + "' is not allowed in a rule file.", hint));
    }
}
