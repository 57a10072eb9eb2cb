package tunewise.ledger.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who stands for a publication.
 *
 * @param by who published, as proven; null where nobody had to prove it
 * @param approvedBy others who looked at exactly this content and approved it
 * @param emergency whether it went out without the approvals that the policy asks for
 */
public record Consent(@Nullable Identity by, List<Identity> approvedBy, boolean emergency) {
    /** As on a machine of one's own, where nobody has to prove anything. */
    public static final Consent NONE = new Consent(null, List.of(), false);

    public Consent {
        approvedBy = List.copyOf(approvedBy);
    }

    /** Somebody's, with nobody else's. */
    public static Consent of(@Nullable Identity by) {
        return new Consent(by, List.of(), false);
    }
}
