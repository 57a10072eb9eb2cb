package tunewise.rulebook.guard;

import java.util.Set;

/** A layer of the guard. Each holds alone what it can hold, so that a gap in one is not a way in. */
public enum Layer {
    /** Limits, and what stands in a rule file, word by word. */
    WORDS,
    /** What the compiler and the running rules can find. */
    LOADER,
    /** What compiled rules refer to and how they run on. */
    CLASSES;

    public static final Set<Layer> ALL = Set.of(values());
}
