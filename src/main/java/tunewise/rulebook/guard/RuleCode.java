package tunewise.rulebook.guard;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Checks a class that was made of one condition, field or consequence: it reads facts, makes one finding, and ends. */
final class RuleCode {
    private static final int MOST_INSTRUCTIONS = 2_000;
    private static final String COMPILE =
            "java/util/regex/Pattern.compile(Ljava/lang/String;)Ljava/util/regex/Pattern;";
    private static final Set<String> FRAME = Set.of("<init>", "getExpressionHash", "predicateInformation", "valueOf");
    private static final Set<String> FRAME_CALLS = Set.of(
            "java/lang/Enum.<init>(Ljava/lang/String;I)V",
            "java/lang/Enum.valueOf(Ljava/lang/Class;Ljava/lang/String;)Ljava/lang/Enum;",
            "org/drools/model/functions/PredicateInformation.<init>(Ljava/lang/String;[Ljava/lang/String;)V",
            "org/drools/model/functions/PredicateInformation.addRuleNames([Ljava/lang/String;)V",
            "org/drools/model/functions/PredicateInformation.setMoreThanMaxRuleDefs(Z)V");
    private static final Pattern FIELDS = Pattern.compile("INSTANCE|EXPRESSION_HASH|ENUM\\$VALUES|regexp_[0-9A-F]{32}");

    private final ClassNode type;

    RuleCode(ClassNode type) {
        this.type = type;
    }

    void check() throws CodeRefusedException {
        boolean values = type.interfaces.stream().allMatch(name -> name.startsWith("org/drools/model/functions/"));
        if (!"java/lang/Enum".equals(type.superName) || !values) {
            throw new CodeRefusedException("", "is another kind of class than a rule's.");
        }
        for (FieldNode field : type.fields) {
            if (!FIELDS.matcher(field.name).matches()) {
                throw new CodeRefusedException(field.name, "keeps something of its own.");
            }
        }
        for (MethodNode method : type.methods) {
            check(method);
        }
    }

    private void check(MethodNode method) throws CodeRefusedException {
        if ((method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_ABSTRACT)) != 0) {
            throw new CodeRefusedException(method.name, "has code of its own kind.");
        }
        if (!method.tryCatchBlocks.isEmpty()) {
            throw new CodeRefusedException("try", "catches what goes wrong.");
        }
        if (method.instructions.size() > MOST_INSTRUCTIONS) {
            throw new CodeRefusedException("", "is too long.");
        }
        GeneratedCode.runsOnward(method.instructions);
        if (method.name.equals("<clinit>")) {
            start(method.instructions);
        } else if (method.name.equals("values")) {
            listing(method.instructions);
        } else if (RuleBody.NAMES.contains(method.name)) {
            new RuleBody(type).check(method);
        } else if (FRAME.contains(method.name)) {
            for (AbstractInsnNode each : method.instructions) {
                frame(each);
            }
        } else {
            throw new CodeRefusedException(method.name, "has code beside its conditions and its finding.");
        }
    }

    /** The static initialiser that every such class has. */
    private void start(InsnList code) throws CodeRefusedException {
        for (AbstractInsnNode each : code) {
            boolean own = !(each instanceof MethodInsnNode call) || call.owner.equals(type.name);
            if (each instanceof MethodInsnNode call && COMPILE.equals(call.owner + "." + call.name + call.desc)) {
                pattern(Instructions.before(each));
            } else if (!own
                    || (each instanceof FieldInsnNode field && !field.owner.equals(type.name))
                    || (each instanceof TypeInsnNode named && !named.desc.equals(type.name))
                    || each instanceof InvokeDynamicInsnNode
                    || Instructions.isRefused(each)) {
                throw new CodeRefusedException("", "runs when it is loaded.");
            }
        }
    }

    private static void pattern(@Nullable AbstractInsnNode text) throws CodeRefusedException {
        if (!(text instanceof LdcInsnNode constant) || !(constant.cst instanceof String pattern)) {
            throw new CodeRefusedException("matches", "matches with a text that is not written out.");
        }
        Optional<String> problem = TextLimits.ofMatching(pattern);
        if (problem.isPresent()) {
            throw new CodeRefusedException("matches", "matches with a text that " + problem.get());
        }
    }

    /** The list of constants that every enum has; nobody calls it. */
    private void listing(InsnList code) throws CodeRefusedException {
        for (AbstractInsnNode each : code) {
            boolean copies = each instanceof MethodInsnNode call
                    && call.owner.equals("java/lang/System")
                    && call.name.equals("arraycopy");
            boolean foreign = (each instanceof FieldInsnNode field && !field.owner.equals(type.name))
                    || (each instanceof TypeInsnNode named && !named.desc.equals(type.name))
                    || (each instanceof MethodInsnNode && !copies)
                    || each instanceof InvokeDynamicInsnNode
                    || Instructions.isRefused(each);
            if (foreign) {
                throw new CodeRefusedException("", "lists itself in another way.");
            }
        }
    }

    private void frame(AbstractInsnNode each) throws CodeRefusedException {
        boolean foreign =
                (each instanceof MethodInsnNode call && !FRAME_CALLS.contains(call.owner + "." + call.name + call.desc))
                        || each instanceof FieldInsnNode
                        || (each instanceof TypeInsnNode named && !framesWith(named))
                        || each instanceof InvokeDynamicInsnNode
                        || Instructions.isRefused(each);
        if (foreign) {
            throw new CodeRefusedException("", "has code beside its conditions and its finding.");
        }
    }

    private boolean framesWith(TypeInsnNode named) {
        return named.desc.equals(type.name)
                || named.desc.equals("java/lang/String")
                || named.desc.equals("org/drools/model/functions/PredicateInformation");
    }
}
