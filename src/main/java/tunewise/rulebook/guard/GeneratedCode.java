package tunewise.rulebook.guard;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Checks the classes in which Drools lists rules, patterns and facts. Nothing an analyst writes becomes code here, so
 * these may call what Drools calls and nothing else: no value of a fact, and no code of a condition or consequence.
 */
final class GeneratedCode {
    private static final Pattern CALLS = Pattern.compile(String.join(
            "|",
            "java/lang/Object\\.<init>\\(\\)V",
            "java/lang/(Boolean|Double|Integer|Long)\\.valueOf\\([ZDIJ]\\).*",
            "java/lang/String\\.(equals|hashCode)\\(.*",
            "java/lang/(RuntimeException|IllegalArgumentException)\\.<init>\\(Ljava/lang/String;\\)V",
            "java/util/(Collections\\.emptyList|Arrays\\.asList)\\(.*",
            "java/time/format/DateTimeFormatterBuilder\\."
                    + "(<init>|appendPattern|parseCaseInsensitive|toFormatter)\\(.*",
            "org/drools/util/DateUtils\\.getDateFormatMask\\(.*",
            "org/drools/modelcompiler/dsl/pattern/D\\."
                    + "(rule|pattern|declarationOf|alphaIndexedBy|betaIndexedBy|on|execute|not|exists|and|or)\\(.*",
            "org/drools/model/impl/RuleBuilder\\.(metadata|attribute|build)\\(.*",
            "org/drools/model/PatternDSL\\$PatternDef\\.(expr|bind)\\(.*",
            "org/drools/model/consequences/ConsequenceBuilder\\$_\\d+\\.execute\\(.*",
            "org/drools/model/DomainClassMetadata\\.getPropertyIndex\\(.*"));
    private static final Pattern PROJECT_CALLS = Pattern.compile(String.join(
            "|",
            "org/kie/api/KieServices\\.(get|newKieModuleModel)\\(\\).*",
            "org/kie/api/builder/model/KieModuleModel\\.newKieBaseModel\\(.*",
            "org/kie/api/builder/model/KieBaseModel\\.(addPackage|newKieSessionModel|set\\w+)\\(.*",
            "org/kie/api/builder/model/KieSessionModel\\.set(ClockType|Default|Type)\\(.*",
            "org/kie/api/runtime/conf/ClockTypeOption\\.get\\(.*",
            "org/kie/util/maven/support/ReleaseIdImpl\\.<init>\\(.*"));
    private static final Pattern OWN_CALLS = Pattern.compile("<init>|getRulesList|rule_\\w+");
    private static final Pattern FIELDS = Pattern.compile(String.join(
            "|",
            "java/util/Locale\\.ENGLISH",
            "java/lang/(Integer|Long|Double|Boolean)\\.TYPE",
            "org/drools/model/Index\\$ConstraintType\\.\\w+",
            "org/drools/model/Rule\\$Attribute\\.AGENDA_GROUP",
            "org/kie/api/builder/model/KieSessionModel\\$KieSessionType\\.\\w+",
            "org/kie/api/conf/(EventProcessingOption|KieBaseMutabilityOption)\\.\\w+"));
    private static final Pattern METHODS = Pattern.compile(
            "<init>|<clinit>|rule_\\w+|get(DomainClass|PropertiesSize|PropertyIndex|EntryPoints|Globals|Name|Queries|Rules"
                    + "|RulesList|TypeMetaDatas|KieModuleModel|Models|ModelsForKieBase|ReleaseId|Version|PackageName)");
    private static final Set<String> CONCAT = Set.of("java/lang/invoke/StringConcatFactory.makeConcatWithConstants");

    private final ClassNode type;
    private final ClassKind kind;

    GeneratedCode(ClassNode type, ClassKind kind) {
        this.type = type;
        this.kind = kind;
    }

    void check() throws CodeRefusedException {
        if (!"java/lang/Object".equals(type.superName)) {
            throw refused(type.superName);
        }
        for (MethodNode method : type.methods) {
            boolean plain =
                    (method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_SYNTHETIC)) == 0;
            if (!plain || !METHODS.matcher(method.name).matches() || !method.tryCatchBlocks.isEmpty()) {
                throw refused(method.name);
            }
            runsOnward(method.instructions);
            for (AbstractInsnNode each : method.instructions) {
                check(each);
            }
        }
    }

    private void check(AbstractInsnNode each) throws CodeRefusedException {
        if (each instanceof MethodInsnNode call && !allows(call)) {
            throw refused(call.owner + "." + call.name);
        }
        if (each instanceof FieldInsnNode field && !allows(field)) {
            throw refused(field.owner + "." + field.name);
        }
        if (each instanceof TypeInsnNode named && !allowsType(named)) {
            throw refused(named.desc);
        }
        if (each instanceof InvokeDynamicInsnNode dynamic
                && !CONCAT.contains(dynamic.bsm.getOwner() + "." + dynamic.bsm.getName())) {
            throw refused(dynamic.bsm.getOwner());
        }
        if (each instanceof LdcInsnNode constant && constant.cst instanceof org.objectweb.asm.ConstantDynamic) {
            throw refused("a computed constant");
        }
        switch (each.getOpcode()) {
            case Opcodes.NEWARRAY,
                    Opcodes.MULTIANEWARRAY,
                    Opcodes.MONITORENTER,
                    Opcodes.MONITOREXIT,
                    Opcodes.JSR,
                    Opcodes.RET -> throw refused("");
            default -> {}
        }
    }

    private boolean allows(MethodInsnNode call) {
        String target = call.owner + "." + call.name + call.desc;
        if (CALLS.matcher(target).matches()
                || (kind == ClassKind.PROJECT && PROJECT_CALLS.matcher(target).matches())) {
            return true;
        }
        ClassKind owner = ClassKind.of(call.owner);
        return owner == ClassKind.LIST && OWN_CALLS.matcher(call.name).matches();
    }

    private boolean allows(FieldInsnNode field) {
        if (field.owner.equals(type.name)
                || FIELDS.matcher(field.owner + "." + field.name).matches()) {
            return true;
        }
        boolean reads = field.getOpcode() == Opcodes.GETSTATIC;
        ClassKind owner = ClassKind.of(field.owner);
        return reads && (owner == ClassKind.LIST || (owner == ClassKind.RULE && field.name.equals("INSTANCE")));
    }

    private static boolean allowsType(TypeInsnNode named) {
        String name = named.desc;
        return switch (named.getOpcode()) {
            case Opcodes.ANEWARRAY -> name.startsWith("org/drools/model/") || name.equals("java/lang/Object");
            case Opcodes.NEW ->
                ClassKind.of(name) == ClassKind.LIST
                        || List.of(
                                        "java/lang/RuntimeException",
                                        "java/lang/IllegalArgumentException",
                                        "java/time/format/DateTimeFormatterBuilder",
                                        "org/kie/util/maven/support/ReleaseIdImpl")
                                .contains(name);
            default -> false;
        };
    }

    /** Refuses jumps to an earlier place: what only runs onward comes to an end. */
    static void runsOnward(InsnList code) throws CodeRefusedException {
        for (AbstractInsnNode each : code) {
            List<LabelNode> targets = List.of();
            if (each instanceof JumpInsnNode jump) {
                targets = List.of(jump.label);
            } else if (each instanceof TableSwitchInsnNode table) {
                targets = new java.util.ArrayList<>(table.labels);
                targets.add(table.dflt);
            } else if (each instanceof LookupSwitchInsnNode lookup) {
                targets = new java.util.ArrayList<>(lookup.labels);
                targets.add(lookup.dflt);
            }
            for (LabelNode target : targets) {
                if (code.indexOf(target) <= code.indexOf(each)) {
                    throw new CodeRefusedException("", "repeats a part of itself.");
                }
            }
        }
    }

    private static CodeRefusedException refused(String what) {
        return new CodeRefusedException("", "adds '" + what.replace('/', '.') + "' to what lists the rules.");
    }
}
