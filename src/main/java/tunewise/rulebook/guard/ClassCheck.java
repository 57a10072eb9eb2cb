package tunewise.rulebook.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.RuleInfo;

/**
 * Reads every class that was compiled from rules before any of them is loaded, and refuses what rules have no use for.
 * It relies on no check of the rules' text.
 */
public final class ClassCheck {
    private static final String CLASS_FILE = ".class";
    private static final Pattern OTHER_FILES = Pattern.compile("rules/[a-z]+/[a-z0-9-]+\\.drl"
            + "|META-INF/kmodule\\.xml|META-INF/kie/tunewise/rules/(generated-class-names|drools-model)"
            + "|META-INF/maven/tunewise/rules/pom\\.(xml|properties)");
    private static final String MAYBE = "Maybe a field of a fact, one of its methods or \"...\".formatted( ... ) does;"
            + " rules/README.md has all that rules may use.";

    private final List<RuleInfo> rules;
    private final Map<String, Set<String>> rulesByClass = new HashMap<>();
    private final Set<Fault> faults = new LinkedHashSet<>();

    private ClassCheck(List<RuleInfo> rules) {
        this.rules = rules;
    }

    /**
     * What was read of compiled classes.
     *
     * @param rulesByClass ids of the rules that a class of a condition or consequence belongs to
     */
    public record Reading(Map<String, Set<String>> rulesByClass, List<Fault> faults) {}

    public static Reading read(InternalKieModule module, List<RuleInfo> rules) {
        ClassCheck check = new ClassCheck(rules);
        List<ClassNode> classes = new ArrayList<>();
        for (String path : new TreeSet<>(module.getFileNames())) {
            if (path.endsWith(CLASS_FILE)) {
                classes.add(check.read(path, module.getBytes(path)));
            } else if (!OTHER_FILES.matcher(path).matches()) {
                check.add(path, new CodeRefusedException("", "brings the file '" + path + "' along."));
            }
        }
        classes.stream()
                .filter(type -> ClassKind.of(type.name) == ClassKind.LIST)
                .forEach(check::findRules);
        classes.forEach(check::check);
        return new Reading(check.rulesByClass, List.copyOf(check.faults));
    }

    private ClassNode read(String path, byte[] content) {
        ClassNode type = new ClassNode();
        new ClassReader(content).accept(type, ClassReader.SKIP_DEBUG);
        if (!path.equals(type.name + CLASS_FILE)) {
            add(type.name, new CodeRefusedException("", "brings a class under another name."));
        }
        return type;
    }

    /** Which rules a class of a condition or consequence belongs to stands where Drools lists the rules. */
    private void findRules(ClassNode type) {
        for (MethodNode method : type.methods) {
            String rule = "";
            Set<String> owners = new TreeSet<>();
            String lastText = "";
            for (AbstractInsnNode each : method.instructions) {
                if (each instanceof LdcInsnNode constant && constant.cst instanceof String text) {
                    lastText = text;
                } else if (each instanceof MethodInsnNode call
                        && call.owner.endsWith("/D")
                        && call.name.equals("rule")) {
                    rule = RuleInfo.idOf(lastText);
                } else if (each instanceof FieldInsnNode field && ClassKind.of(field.owner) == ClassKind.RULE) {
                    owners.add(field.owner);
                }
            }
            for (String owner : owners) {
                rulesByClass.computeIfAbsent(owner, key -> new TreeSet<>()).add(rule);
            }
        }
    }

    private void check(ClassNode type) {
        try {
            switch (ClassKind.of(type.name)) {
                case RULE -> new RuleCode(type).check();
                case LIST -> new GeneratedCode(type, ClassKind.LIST).check();
                case PROJECT -> new GeneratedCode(type, ClassKind.PROJECT).check();
                case OTHER ->
                    throw new CodeRefusedException("", "brings the class '" + type.name.replace('/', '.') + "' along.");
            }
        } catch (CodeRefusedException e) {
            add(type.name, e);
        }
    }

    private void add(String className, CodeRefusedException refused) {
        Set<String> ids = rulesByClass.getOrDefault(className, Set.of());
        List<RuleInfo> found =
                rules.stream().filter(rule -> ids.contains(rule.id())).toList();
        for (RuleInfo rule : found) {
            faults.add(rule.faultAt(refused.named(), "the rule " + refused.getMessage(), MAYBE));
        }
        if (found.isEmpty()) {
            faults.add(Fault.at("rules", 0, "one of the rules " + refused.getMessage(), MAYBE));
        }
    }
}
