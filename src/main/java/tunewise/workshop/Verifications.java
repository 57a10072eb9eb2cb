package tunewise.workshop;

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
        return jobs.audited(
                "The ledger recomputed",
                steps -> {
                    int all = (int) ledger.count();
                    return ledger.proof()
                            .verify(
                                    checkpoint,
                                    ledger.proof().publicKey(),
                                    entries -> steps.at((int) entries, Math.max(all, (int) entries)));
                },
                verification -> new Outcome.Told(verification.summary(), verification.ok()));
    }
}
