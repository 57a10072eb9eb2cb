package tunewise.rulebook.guard;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;
import tunewise.plan.Finding;
import tunewise.text.UnseenText;

/** Checks a method that holds a condition, a field or a consequence: it compares, computes and calls what is allowed. */
final class RuleBody {
    /** Methods that hold what the rule says. */
    static final Set<String> NAMES = Set.of("test", "apply", "execute");

    private static final int MOST_OF_AN_ARRAY = 32;
    private static final String INSERT = "org/drools/model/Drools.insert(Ljava/lang/Object;)V";
    private static final String CONCAT = "java/lang/invoke/StringConcatFactory.makeConcatWithConstants";
    private static final Pattern COMPARISONS = Pattern.compile("org/drools/modelcompiler/util/EvaluationUtil\\."
            + "(are\\w*NullSafeEquals|equals|notEquals|(greater|less)(Than|OrEqual)(Numbers)?)\\(.*\\)Z");
    private static final Set<String> OTHER_CALLS = Set.of(
            INSERT,
            "org/drools/modelcompiler/dsl/pattern/D.eval(Lorg/drools/model/functions/Operator;Ljava/lang/Object;[Ljava/lang/Object;)Z",
            "java/util/regex/Pattern.matcher(Ljava/lang/CharSequence;)Ljava/util/regex/Matcher;",
            "java/util/regex/Matcher.matches()Z");
    private static final Pattern OPERATORS =
            Pattern.compile("org/drools/model/operators/(Contains|MemberOf|Excludes|In)Operator\\.INSTANCE");
    private static final Set<String> VALUES = Stream.concat(
                    Permitted.TYPES.stream().map(Class::getName),
                    Stream.of(
                            "java.lang.Boolean",
                            "java.lang.CharSequence",
                            "java.lang.Comparable",
                            "java.lang.Double",
                            "java.lang.Integer",
                            "java.lang.Iterable",
                            "java.lang.Long",
                            "java.lang.Number",
                            "java.lang.Object",
                            "java.lang.String",
                            "java.time.LocalDate",
                            "java.time.chrono.ChronoLocalDate",
                            "java.util.Collection",
                            "java.util.List",
                            "org.drools.model.Drools"))
            .map(name -> name.replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> FINDINGS = Stream.of(Finding.class.getPermittedSubclasses())
            .map(type -> type.getName().replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());

    private final ClassNode type;

    RuleBody(ClassNode type) {
        this.type = type;
    }

    void check(MethodNode method) throws CodeRefusedException {
        int inserts = 0;
        int texts = 0;
        for (AbstractInsnNode each : method.instructions) {
            if (Instructions.isRefused(each)) {
                throw new CodeRefusedException("", "does more than to compare, to compute and to call.");
            } else if (each instanceof MethodInsnNode call) {
                call(call);
                inserts += isInsert(call) ? 1 : 0;
                texts += isText(call) ? 1 : 0;
            } else if (each instanceof FieldInsnNode field) {
                field(field);
            } else if (each instanceof TypeInsnNode named) {
                named(named);
            } else if (each instanceof LdcInsnNode constant) {
                constant(constant.cst);
            } else if (each instanceof InvokeDynamicInsnNode dynamic) {
                addition(dynamic);
                texts++;
            }
        }
        if (inserts > 1) {
            throw new CodeRefusedException("insert", "inserts more than one finding.");
        }
        if (texts > TextLimits.MOST_MADE) {
            throw new CodeRefusedException(
                    "", "uses more than " + TextLimits.MOST_MADE + " of 'formatted', 'join' and '+' on texts.");
        }
        if (texts > 0) {
            writtenOut(method);
        }
    }

    private void call(MethodInsnNode call) throws CodeRefusedException {
        String target = call.owner + "." + call.name + call.desc;
        boolean own = call.owner.equals(type.name) && NAMES.contains(call.name);
        boolean allowed = own
                || Permitted.METHODS.contains(target)
                || OTHER_CALLS.contains(target)
                || COMPARISONS.matcher(target).matches();
        if (!allowed) {
            throw called(call.owner, call.name);
        }
        if (isInsert(call) && !isFinding(Instructions.before(call))) {
            throw new CodeRefusedException("insert", "inserts something that is not a finding.");
        }
    }

    private static CodeRefusedException called(String owner, String name) {
        String type = Instructions.simple(owner);
        return name.equals("<init>")
                ? new CodeRefusedException("new " + type, "calls 'new " + type + "'.")
                : new CodeRefusedException(name, "calls '" + type + "." + name + "'.");
    }

    private static boolean isInsert(MethodInsnNode call) {
        return INSERT.equals(call.owner + "." + call.name + call.desc);
    }

    private static boolean isText(MethodInsnNode call) {
        return call.owner.equals("java/lang/String") && (call.name.equals("formatted") || call.name.equals("join"));
    }

    private static boolean isFinding(@Nullable AbstractInsnNode made) {
        return made instanceof MethodInsnNode call
                && FINDINGS.contains(
                        call.name.equals("<init>")
                                ? call.owner
                                : Type.getReturnType(call.desc).getInternalName());
    }

    private void field(FieldInsnNode field) throws CodeRefusedException {
        String name = field.owner + "." + field.name;
        boolean pattern = field.owner.equals(type.name) && field.name.startsWith("regexp_");
        boolean constant = VALUES.contains(field.owner) && field.desc.equals("L" + field.owner + ";");
        if (field.getOpcode() != Opcodes.GETSTATIC
                || !(pattern || constant || OPERATORS.matcher(name).matches())) {
            throw called(field.owner, field.name);
        }
    }

    private void named(TypeInsnNode named) throws CodeRefusedException {
        boolean allowed =
                switch (named.getOpcode()) {
                    case Opcodes.NEW -> FINDINGS.contains(named.desc);
                    case Opcodes.ANEWARRAY -> VALUES.contains(named.desc) && isSmall(Instructions.before(named));
                    default -> VALUES.contains(named.desc);
                };
        if (!allowed) {
            String simple = Instructions.simple(named.desc);
            throw new CodeRefusedException(simple, "uses '" + simple + "'.");
        }
    }

    private static boolean isSmall(@Nullable AbstractInsnNode size) {
        return size != null
                && ((size.getOpcode() >= Opcodes.ICONST_0 && size.getOpcode() <= Opcodes.ICONST_5)
                        || (size instanceof IntInsnNode number && number.operand <= MOST_OF_AN_ARRAY));
    }

    private static void constant(Object value) throws CodeRefusedException {
        if (value instanceof Type named) {
            String simple = Instructions.simple(named.getInternalName());
            throw new CodeRefusedException(simple, "names the class '" + simple + "'.");
        }
        if (!(value instanceof String) && !(value instanceof Number)) {
            throw new CodeRefusedException("", "computes a constant.");
        }
    }

    private static void addition(InvokeDynamicInsnNode dynamic) throws CodeRefusedException {
        if (!CONCAT.equals(dynamic.bsm.getOwner() + "." + dynamic.bsm.getName())) {
            throw new CodeRefusedException("->", "holds a function of its own.");
        }
        for (Object constant : dynamic.bsmArgs) {
            if (!(constant instanceof String text) || text.length() > TextLimits.MOST_CHARACTERS) {
                throw new CodeRefusedException("", "adds too long a text.");
            }
        }
    }

    /** Texts that are filled in, and separators, are written out in the rule; a fact's could ask for any length. */
    private void writtenOut(MethodNode method) throws CodeRefusedException {
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new SourceInterpreter()).analyze(type.name, method);
        } catch (AnalyzerException e) {
            throw new CodeRefusedException("", "cannot be followed.");
        }
        for (int i = 0; i < method.instructions.size(); i++) {
            if (frames[i] != null && method.instructions.get(i) instanceof MethodInsnNode call && isText(call)) {
                SourceValue text = frames[i].getStack(frames[i].getStackSize() - 2);
                Optional<String> written = constant(text);
                if (written.isEmpty()) {
                    throw new CodeRefusedException(
                            call.name, "uses '" + call.name + "' with a text that is not written out.");
                }
                Optional<String> problem = TextLimits.ofFormat(written.get(), call.name.equals("formatted"));
                if (problem.isPresent()) {
                    throw new CodeRefusedException(call.name, "has a text that " + problem.get());
                }
                if (UnseenText.in(written.get()).isPresent()) {
                    throw new CodeRefusedException(call.name, "has a text with a character that cannot be seen.");
                }
            }
        }
    }

    private static Optional<String> constant(SourceValue value) {
        return value.insns.size() == 1
                        && value.insns.iterator().next() instanceof LdcInsnNode ldc
                        && ldc.cst instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
