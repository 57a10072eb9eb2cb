package tunewise.web.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tunewise.ledger.verify.Verification;
import tunewise.ledger.verify.Verification.Chain;
import tunewise.web.page.Fact;
import tunewise.wording.DisplayText;

/**
 * What came of recomputing the chains.
 *
 * @param checkpoint kept elsewhere, as it was pasted; empty when none was
 */
record VerifiedView(Verification verification, String checkpoint) {
    boolean good() {
        return verification.ok();
    }

    String headline() {
        if (!good()) {
            return "The ledger does not hold.";
        }
        long count = verification.count();
        return count == 0
                ? "Nothing is on record yet."
                : count == 1 ? "The one entry holds." : "All " + figure(count) + " entries hold.";
    }

    /** What was done, or the first thing that does not hold. */
    String lead() {
        return verification
                .fault()
                .map(fault -> DisplayText.sentence(fault.what()))
                .orElse(
                        checkpoint.isEmpty()
                                ? "We computed every hash again from the record, and each entry names the one before."
                                : "We computed every hash again, and the checkpoint you pasted is part of the chain.");
    }

    /** A chain, how far it holds, and the hash of the last entry that does. */
    record Held(String title, List<Fact> facts, String head) {}

    List<Held> chains() {
        boolean several = verification.chains().size() > 1;
        return verification.chains().stream()
                .map(chain -> new Held(several ? "Chain " + chain.id() : "The chain", facts(chain), chain.headHash()))
                .toList();
    }

    private static List<Fact> facts(Chain chain) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Entries that hold", figure(chain.count()), agreeing(chain.checkpoints())));
        chain.fault().ifPresent(fault -> facts.add(Fact.of("Does not hold", DisplayText.sentence(fault.what()))));
        if (chain.erased() > 0) {
            facts.add(Fact.of("Bodies erased", figure(chain.erased())));
        }
        return facts;
    }

    private static String agreeing(int checkpoints) {
        return switch (checkpoints) {
            case 0 -> "no checkpoint was signed so far";
            case 1 -> "1 signed checkpoint agrees";
            default -> figure(checkpoints) + " signed checkpoints agree";
        };
    }

    private static String figure(long count) {
        return String.format(Locale.US, "%,d", count);
    }
}
