package tunewise.workshop;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.verify.Verification;
import tunewise.workshop.Jobs.Outcome;

/** Recomputes the chains of a ledger where it can be seen and stopped, one time after the other. */
public final class Verifications {
    private final Ledger ledger;
    private final Jobs jobs;

    public Verifications(Ledger ledger, Jobs jobs) {
        this.ledger = ledger;
        this.jobs = jobs;
    }

    /**
     * Recomputes the chains.
     *
     * @param checkpoint from outside; empty for none
     * @throws RefusedException when somebody stopped it
     * @throws LedgerUnavailableException when the ledger cannot be read
     */
    public Verification verify(String checkpoint) {
        AtomicReference<@Nullable Verification> found = new AtomicReference<>();
        AtomicReference<@Nullable LedgerUnavailableException> unavailable = new AtomicReference<>();
        Outcome outcome = jobs.audit("The ledger recomputed", steps -> {
                    try {
                        int all = (int) ledger.count();
                        Verification verification = ledger.proof()
                                .verify(
                                        checkpoint,
                                        ledger.proof().publicKey(),
                                        entries -> steps.at((int) entries, Math.max(all, (int) entries)));
                        found.set(verification);
                        return new Outcome.Told(verification.summary(), verification.ok());
                    } catch (LedgerUnavailableException e) {
                        unavailable.set(e);
                        throw e;
                    }
                })
                .await();
        LedgerUnavailableException failure = unavailable.get();
        if (failure != null) {
            throw failure;
        }
        Verification verification = found.get();
        if (verification == null) {
            throw new RefusedException(outcome instanceof Outcome.NotDone not ? not.why() : "nothing was found out.");
        }
        return verification;
    }
}
