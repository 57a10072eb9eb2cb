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
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
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

/** Checks a class that was made of one condition, field or consequence: it reads facts, makes one finding, and ends. */
final class RuleCode {
    private static final int MOST_INSTRUCTIONS = 2_000;
    private static final int MOST_OF_AN_ARRAY = 32;
    private static final String INSERT = "org/drools/model/Drools.insert(Ljava/lang/Object;)V";
    private static final String COMPILE =
            "java/util/regex/Pattern.compile(Ljava/lang/String;)Ljava/util/regex/Pattern;";
    private static final String CONCAT = "java/lang/invoke/StringConcatFactory.makeConcatWithConstants";
    private static final Set<String> BODIES = Set.of("test", "apply", "execute");
    private static final Set<String> FRAME = Set.of("<init>", "getExpressionHash", "predicateInformation", "valueOf");
    private static final Pattern COMPARISONS = Pattern.compile("org/drools/modelcompiler/util/EvaluationUtil\\."
            + "(are\\w*NullSafeEquals|equals|notEquals|(greater|less)(Than|OrEqual)(Numbers)?)\\(.*\\)Z");
    private static final Set<String> OTHER_CALLS = Set.of(
            INSERT,
            "org/drools/modelcompiler/dsl/pattern/D.eval(Lorg/drools/model/functions/Operator;Ljava/lang/Object;[Ljava/lang/Object;)Z",
            "java/util/regex/Pattern.matcher(Ljava/lang/CharSequence;)Ljava/util/regex/Matcher;",
            "java/util/regex/Matcher.matches()Z");
    private static final Set<String> FRAME_CALLS = Set.of(
            "java/lang/Enum.<init>(Ljava/lang/String;I)V",
            "java/lang/Enum.valueOf(Ljava/lang/Class;Ljava/lang/String;)Ljava/lang/Enum;",
            "org/drools/model/functions/PredicateInformation.<init>(Ljava/lang/String;[Ljava/lang/String;)V",
            "org/drools/model/functions/PredicateInformation.addRuleNames([Ljava/lang/String;)V",
            "org/drools/model/functions/PredicateInformation.setMoreThanMaxRuleDefs(Z)V");
    private static final Pattern OPERATORS =
            Pattern.compile("org/drools/model/operators/(Contains|MemberOf|Excludes|In)Operator\\.INSTANCE");
    private static final Pattern FIELDS = Pattern.compile("INSTANCE|EXPRESSION_HASH|ENUM\\$VALUES|regexp_[0-9A-F]{32}");
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
        } else if (BODIES.contains(method.name)) {
            body(method);
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
                pattern(before(each));
            } else if (!own
                    || (each instanceof FieldInsnNode field && !field.owner.equals(type.name))
                    || (each instanceof TypeInsnNode named && !named.desc.equals(type.name))
                    || each instanceof InvokeDynamicInsnNode
                    || isRefused(each)) {
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
                    || isRefused(each);
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
                        || isRefused(each);
        if (foreign) {
            throw new CodeRefusedException("", "has code beside its conditions and its finding.");
        }
    }

    private boolean framesWith(TypeInsnNode named) {
        return named.desc.equals(type.name)
                || named.desc.equals("java/lang/String")
                || named.desc.equals("org/drools/model/functions/PredicateInformation");
    }

    private void body(MethodNode method) throws CodeRefusedException {
        int inserts = 0;
        int texts = 0;
        for (AbstractInsnNode each : method.instructions) {
            if (isRefused(each)) {
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
        boolean own = call.owner.equals(type.name) && BODIES.contains(call.name);
        boolean allowed = own
                || Permitted.METHODS.contains(target)
                || OTHER_CALLS.contains(target)
                || COMPARISONS.matcher(target).matches();
        if (!allowed) {
            throw called(call.owner, call.name);
        }
        if (isInsert(call) && !isFinding(before(call))) {
            throw new CodeRefusedException("insert", "inserts something that is not a finding.");
        }
    }

    private static CodeRefusedException called(String owner, String name) {
        String type = simple(owner);
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
                    case Opcodes.ANEWARRAY -> VALUES.contains(named.desc) && isSmall(before(named));
                    default -> VALUES.contains(named.desc);
                };
        if (!allowed) {
            String simple = simple(named.desc);
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
            String simple = simple(named.getInternalName());
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
                Optional<String> problem = TextLimits.ofFormat(written.get());
                if (problem.isPresent()) {
                    throw new CodeRefusedException(call.name, "has a text that " + problem.get());
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

    private static boolean isRefused(AbstractInsnNode each) {
        return switch (each.getOpcode()) {
            case Opcodes.ATHROW,
                    Opcodes.NEWARRAY,
                    Opcodes.MULTIANEWARRAY,
                    Opcodes.MONITORENTER,
                    Opcodes.MONITOREXIT,
                    Opcodes.JSR,
                    Opcodes.RET,
                    Opcodes.TABLESWITCH,
                    Opcodes.LOOKUPSWITCH -> true;
            default -> false;
        };
    }

    private static @Nullable AbstractInsnNode before(AbstractInsnNode each) {
        AbstractInsnNode before = each.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            before = before.getPrevious();
        }
        return before;
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
