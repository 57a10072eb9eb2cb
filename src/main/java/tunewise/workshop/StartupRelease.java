package tunewise.workshop;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.Consent;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.Publisher.Signature;

/** Which release answers when a program starts. */
public final class StartupRelease {
    private static final Logger LOG = LoggerFactory.getLogger(StartupRelease.class);

    private final Releases releases;
    private final Function<RuleFiles, LoadedRelease> compiler;

    public StartupRelease(Releases releases, Function<RuleFiles, LoadedRelease> compiler) {
        this.releases = releases;
        this.compiler = compiler;
    }

    /**
     * The active release of the store, whatever the folder has become; the folder, published, in a new store.
     *
     * @param author who is recorded when the folder is published
     * @throws FaultsException when there is no active release, or this program does not take it any more, and the folder
     *     is faulty
     */
    public LoadedRelease loaded(Supplier<Workspace> folder, String author) {
        Optional<Publication> active = releases.active();
        if (active.isPresent()) {
            try {
                RuleFiles rules = releases.rules(active.get());
                return compiler.apply(rules).published(active.get().at());
            } catch (FaultsException e) {
                LOG.warn(
                        "this version does not take the active release {}, so the rules folder replaces it:\n{}",
                        active.get().content().release(),
                        e.getMessage());
            }
        }
        Workspace piece = folder.get();
        LoadedRelease loaded = compiler.apply(piece.rules());
        Publication first = releases.publish(
                piece,
                active.map(Publication::content).orElse(null),
                new Signature(
                        author,
                        "the rules folder as found at start",
                        "command-line",
                        Consent.of(new Identity(Identity.SYSTEM, author, author))));
        return loaded.published(first.at());
    }
}
