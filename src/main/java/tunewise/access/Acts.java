package tunewise.access;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.Actor;

/** Records what people do, each act an entry with the identity that did it. */
public final class Acts {
    public static final String SIGNED_IN = "signed-in";
    public static final String SIGNED_OUT = "signed-out";
    public static final String LOCKED_OUT = "locked-out";
    public static final String ACCOUNT_ADDED = "account-added";
    public static final String ACCOUNT_REMOVED = "account-removed";
    public static final String ROLES_CHANGED = "roles-changed";
    public static final String PASSWORD_SET = "password-set";
    public static final String PROVIDER_SET = "provider-set";
    public static final String PROVIDER_REMOVED = "provider-removed";
    public static final String INVITED = "invited";
    public static final String EXPORTED = "ledger-exported";
    public static final String RELEASE_EXPORTED = "release-exported";
    public static final String RELEASE_TAKEN = "release-taken";
    public static final String DRAFT_BEGUN = "draft-begun";
    public static final String DRAFT_REMOVED = "draft-removed";
    public static final String DRAFT_SUBMITTED = "draft-submitted";
    public static final String DRAFT_APPROVED = "draft-approved";
    public static final String DRAFT_SENT_BACK = "draft-sent-back";
    public static final String TOKEN_MADE = "token-made";
    public static final String TOKEN_REVOKED = "token-revoked";

    private final Ledger ledger;
    private final Clock clock;
    private final Supplier<String> ids;

    public Acts(Ledger ledger, Clock clock, Supplier<String> ids) {
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
    }

    public void record(String act, Actor actor, Map<String, String> about) {
        ledger.record(new Act(ids.get(), now(), act, actor.by(), about, actor.cameFrom()));
    }

    /** What was done, newest first. */
    public List<Act> newest(int limit) {
        return ledger.acts(limit);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
