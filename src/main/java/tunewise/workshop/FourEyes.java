package tunewise.workshop;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.access.Access;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.csv.CatalogReader;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Consent;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.workshop.Publisher.Signature;

/**
 * How many others have to approve what is published: the policy of the release that answers says it, for prices and for
 * everything else. Where nobody signs in there is nobody else to ask.
 */
public final class FourEyes {
    private static final Logger LOG = LoggerFactory.getLogger(FourEyes.class);
    private static final Set<String> PRICES = Set.of("rules/catalog/offers.csv", "rules/catalog/discounts.csv");

    private final Releases releases;
    private final Access access;

    FourEyes(Releases releases, Ledger ledger) {
        this.releases = releases;
        this.access = new Access(ledger, Clock.systemUTC(), () -> "unused");
    }

    /** How many others have to approve what a draft changes. */
    public int needed(Differences differences) {
        if (!access.configured() || differences.none()) {
            return 0;
        }
        Publication active = releases.active().orElse(null);
        if (active == null) {
            return 0;
        }
        return (int) CatalogReader.policy(
                releases.rules(active),
                onlyPrices(differences) ? PolicyValue.APPROVALS_FOR_PRICES : PolicyValue.APPROVALS_FOR_RULES);
    }

    private static boolean onlyPrices(Differences differences) {
        return differences.rules().isEmpty()
                && differences.files().isEmpty()
                && differences.rows().stream().allMatch(row -> PRICES.contains(row.file()));
    }

    /**
     * The signature with whoever approved.
     *
     * @throws RefusedException when too few did, and it is no emergency
     */
    Signature agreed(Content content, Differences differences, Signature signature) {
        int needed = needed(differences);
        List<Identity> approvedBy = access.submissions().approvedBy(content).stream()
                .filter(each -> signature.consent().by() == null
                        || !each.is(signature.consent().by()))
                .toList();
        if (approvedBy.size() < needed && !signature.consent().emergency()) {
            throw new RefusedException("this needs " + approvals(needed) + " of others and has "
                    + (approvedBy.isEmpty() ? "none" : approvedBy.size())
                    + ". Nothing was published. Maybe submit the draft"
                    + " first; in an emergency somebody with the role approve publishes without.");
        }
        boolean emergency = approvedBy.size() < needed;
        if (emergency) {
            LOG.warn(
                    "EMERGENCY: {} publishes without the {} that the policy asks for: {}",
                    signature.author(),
                    approvals(needed),
                    signature.comment());
        }
        return new Signature(
                signature.author(),
                signature.comment(),
                signature.cameFrom(),
                new Consent(signature.consent().by(), approvedBy, emergency));
    }

    /** As in "2 approvals". */
    public static String approvals(int count) {
        return count == 1 ? "1 approval" : count + " approvals";
    }
}
