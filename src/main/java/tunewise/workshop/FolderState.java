package tunewise.workshop;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Fault;

/**
 * How the rules folder stands to the active release.
 *
 * @param at when it was last looked at
 * @param faults everything that is wrong with it; none when it is sound or was not examined because it is the active
 *     release
 * @param differences what it would change
 */
public record FolderState(Standing standing, Instant at, List<Fault> faults, @Nullable Differences differences) {
    public FolderState {
        faults = List.copyOf(faults);
    }

    /** What a folder is to the active release. */
    public enum Standing {
        /** Not looked at yet. */
        UNKNOWN,
        /** It is the active release. */
        ACTIVE,
        /** It was active once, and something else was published since. */
        BEHIND,
        /** It is something new and passes check and test. */
        READY,
        /** It is something new, but does not pass. */
        FAULTY
    }
}
