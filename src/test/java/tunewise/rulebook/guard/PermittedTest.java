package tunewise.rulebook.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What rules may call does nothing but compute, and neither does what that calls. */
class PermittedTest {
    private static final Pattern HARMLESS =
            Pattern.compile("java/lang/(Boolean|CharSequence|Class\\.desiredAssertionStatus"
                    + "|Double|Enum|Integer|Iterable|Long|Math|Object|Record|String|StringBuilder|[A-Z]\\w+Exception|IncompatibleClassChangeError)\\..*"
                    + "|java/math/BigDecimal\\.(valueOf\\(D\\)|toPlainString).*"
                    + "|java/lang/System\\.arraycopy.*"
                    + "|java/lang/(Enum|Class)\\.(valueOf|getEnumConstants).*"
                    + "|java/time/(LocalDate|Period|temporal/ChronoUnit|chrono/ChronoLocalDate)\\..*"
                    + "|java/util/(ArrayList|Arrays|Collection|Collections|Comparator|Formatter|Iterator|List|Locale|Map|Objects"
                    + "|Optional|OptionalDouble|Set|TreeMap|stream/\\w+|function/\\w+)\\..*");
    private static final Set<String> CLOCKS_AND_CHANCE = Set.of("now", "random", "parallelStream", "identityHashCode");

    @Test
    void whatRulesMayCallHasNoEffect() throws IOException {
        assertEquals(Set.of(), beyond(Permitted.METHODS));
    }

    @Test
    void aMethodWithAnEffectWouldBeFound() throws IOException {
        assertFalse(beyond(Set.of("tunewise/catalog/RuleFiles.load(Ljava/nio/file/Path;)Ltunewise/catalog/RuleFiles;"))
                .isEmpty());
    }

    private static Set<String> beyond(Set<String> methods) throws IOException {
        Set<String> beyond = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(methods);
        while (!left.isEmpty()) {
            String method = left.remove();
            String owner = method.substring(0, method.indexOf('.'));
            String name = method.substring(method.indexOf('.') + 1, method.indexOf('('));
            if (owner.startsWith("[") || !seen.add(method)) {
                continue;
            }
            if (!owner.startsWith("tunewise/")) {
                if (!HARMLESS.matcher(method).matches() || CLOCKS_AND_CHANCE.contains(name)) {
                    beyond.add(method);
                }
                continue;
            }
            for (MethodNode code : read(owner).methods) {
                if (method.equals(owner + "." + code.name + code.desc)) {
                    for (AbstractInsnNode each : code.instructions) {
                        if (each instanceof MethodInsnNode call) {
                            left.add(call.owner + "." + call.name + call.desc);
                        } else if (each instanceof InvokeDynamicInsnNode dynamic) {
                            for (Object argument : dynamic.bsmArgs) {
                                if (argument instanceof Handle handle
                                        && handle.getDesc().startsWith("(")) {
                                    left.add(handle.getOwner() + "." + handle.getName() + handle.getDesc());
                                }
                            }
                        }
                    }
                }
            }
        }
        return beyond;
    }

    private static ClassNode read(String owner) throws IOException {
        ClassNode type = new ClassNode();
        try (InputStream in =
                Objects.requireNonNull(PermittedTest.class.getResourceAsStream("/" + owner + ".class"), owner)) {
            new ClassReader(in).accept(type, 0);
        }
        return type;
    }
}
