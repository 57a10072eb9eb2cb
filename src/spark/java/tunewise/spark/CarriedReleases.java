package tunewise.spark;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.workshop.Bundle;
import tunewise.workshop.Workspace;

/** Releases on their way to the executors, as the signed bundles that they travel in between stores. */
final class CarriedReleases implements Serializable {
    private static final long serialVersionUID = 1;

    private final TreeMap<String, String> bundles = new TreeMap<>();
    private final String publicKey;

    /** @param publicKey of whoever signed them, in PEM */
    CarriedReleases(String publicKey) {
        this.publicKey = publicKey;
    }

    /**
     * Takes a bundle along and returns the content hash of its release.
     *
     * @throws tunewise.workshop.RefusedException when its signature or its files are not sound
     */
    String add(String bundle) {
        String release = Bundle.read(bundle, publicKey).statement().release();
        bundles.put(release, bundle);
        return release;
    }

    /** Rules and fixtures of a release, held against its signature again. */
    Workspace content(String release) {
        String bundle = ((Map<String, String>) bundles).get(release);
        if (bundle == null) {
            throw new LedgerUnavailableException(
                    "no bundle of release " + release + " was given. Maybe 'rules export --bundle' makes it.");
        }
        return Bundle.read(bundle, publicKey).content();
    }

    RuleFiles rules(String release) {
        return content(release).rules();
    }
}
