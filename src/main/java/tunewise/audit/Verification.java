package tunewise.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import tunewise.question.Choice;

/**
 * What came of checking the chain.
 *
 * @param count entries that hold, from the first on
 * @param erased how many of them have had their body erased
 * @param checkpoints signed checkpoints that the chain agrees with
 * @param headHash hash of the last entry that holds; 64 zeros when there is none
 * @param fault the first thing that does not hold; empty when all does
 */
public record Verification(long count, long erased, int checkpoints, String headHash, Optional<Break> fault) {

    /** Where the chain breaks, and how. */
    public record Break(Kind kind, long seq, String id, String what) {}

    /** How a chain breaks. */
    public enum Kind implements Choice {
        ALTERED,
        REMOVED,
        INSERTED,
        REORDERED,
        ERASED_UNTOLD,
        TAIL_LOST,
        TAIL_REWRITTEN,
        FORGED_CHECKPOINT;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** As an auditor reads it. */
    public String words() {
        return fault.map(found -> found.what() + (count > 0 ? " The " + count + " before it hold." : ""))
                .orElseGet(() -> "All " + count + " entries hold"
                        + (erased == 0 ? "" : ", the bodies of " + erased + " of them erased")
                        + (checkpoints == 0
                                ? ""
                                : ", and " + checkpoints
                                        + (checkpoints == 1 ? " checkpoint agrees" : " checkpoints agree"))
                        + ". Head of the chain: " + headHash);
    }

    public boolean ok() {
        return fault.isEmpty();
    }

    static Verification of(VerifyExport.Chain chain) {
        return new Verification(
                chain.count(),
                chain.erased(),
                chain.met(),
                chain.head(),
                chain.fault()
                        .map(fault ->
                                new Break(Kind.valueOf(fault.kind().name()), fault.seq(), fault.id(), fault.what())));
    }

    static Verification forged(String what) {
        return new Verification(
                0, 0, 0, EntryHash.FIRST_PREVIOUS, Optional.of(new Break(Kind.FORGED_CHECKPOINT, 0, "?", what)));
    }
}
