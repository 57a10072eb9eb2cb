package tunewise.audit;

import java.util.Optional;

/**
 * What came of checking the chain.
 *
 * @param count entries that hold, from the first on
 * @param headHash hash of the last entry that holds; 64 zeros when there is none
 * @param fault the first thing that does not hold; empty when all does
 */
public record Verification(long count, String headHash, Optional<Break> fault) {

    /** Where the chain breaks, and how. */
    public record Break(long seq, String id, String what) {}

    public boolean ok() {
        return fault.isEmpty();
    }
}
