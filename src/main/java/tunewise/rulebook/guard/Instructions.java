package tunewise.rulebook.guard;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** What several checks ask of an instruction. */
final class Instructions {
    private Instructions() {}

    static boolean isRefused(AbstractInsnNode each) {
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

    static @Nullable AbstractInsnNode before(AbstractInsnNode each) {
        AbstractInsnNode before = each.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            before = before.getPrevious();
        }
        return before;
    }

    static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
