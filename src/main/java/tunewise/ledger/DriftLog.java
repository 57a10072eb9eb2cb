package tunewise.ledger;

import tunewise.ledger.entry.Drift;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.search.DriftColumns;

/** What came of making recommendations again, the newest of each. None of it is an entry: anybody can make it anew. */
public final class DriftLog {
    private final StoreAccess access;

    DriftLog(StoreAccess access) {
        this.access = access;
    }

    public void keep(Replay replay) {
        access.write(handle -> DriftColumns.keep(handle, replay));
    }

    /** Forgets what came of it by any release but one. */
    public void forgetExcept(String against) {
        access.write(handle -> DriftColumns.forgetExcept(handle, against));
    }

    /** How far recommendations have drifted, as far as that was looked at. */
    public Drift summary() {
        return access.read(DriftColumns::summary);
    }
}
