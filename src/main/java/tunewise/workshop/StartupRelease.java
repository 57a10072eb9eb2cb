package tunewise.workshop;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.StaleBaseException;
import tunewise.ledger.entry.Consent;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.service.ProgressListener;
import tunewise.workshop.Publisher.Signature;

/** Which release answers when a program starts. */
public final class StartupRelease {
    private static final Logger LOG = LoggerFactory.getLogger(StartupRelease.class);

    private final Releases releases;
    private final Function<RuleFiles, LoadedRelease> compiler;
    private final Predicate<RuleFiles> tested;

    /** Of folders whose fixtures ran elsewhere. */
    public StartupRelease(Releases releases, Function<RuleFiles, LoadedRelease> compiler) {
        this(releases, compiler, rules -> true);
    }

    /** tested knows the rules whose fixtures ran before, as those that a program was built with; others run theirs first. */
    public StartupRelease(Releases releases, Function<RuleFiles, LoadedRelease> compiler, Predicate<RuleFiles> tested) {
        this.releases = releases;
        this.compiler = compiler;
        this.tested = tested;
    }

    /**
     * The active release of the store, whatever the folder has become; the folder, published, in a new store.
     *
     * @param author who is recorded when the folder is published
     * @throws FaultsException when there is no active release, or this program does not take it any more, and the folder
     *     is faulty or does not do what its fixtures say
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
        boolean published = false;
        try {
            if (!tested.test(piece.rules())) {
                runFixtures(piece, loaded);
            }
            Publication first = releases.publish(
                    piece,
                    active.map(Publication::content).orElse(null),
                    new Signature(
                            author,
                            "the rules folder as found at start",
                            "command-line",
                            Consent.of(new Identity(Identity.SYSTEM, author, author))));
            published = true;
            return loaded.published(first.at());
        } catch (StaleBaseException e) {
            // Another program started on this store at the same moment, and was first: its release answers here too.
            return loaded(folder, author);
        } finally {
            if (!published) {
                loaded.rulebook().close();
            }
        }
    }

    private static void runFixtures(Workspace piece, LoadedRelease loaded) {
        SortedMap<String, String> ofRules = new TreeMap<>(piece.fixtures().files());
        ofRules.keySet().removeIf(path -> !path.startsWith("fixtures/rules/"));
        if (!ofRules.isEmpty()) {
            List<Fault> faults = new TestBench(loaded, new RuleFiles(ofRules))
                    .run(ProgressListener.NONE)
                    .faults();
            if (!faults.isEmpty()) {
                throw new FaultsException(faults.stream().sorted().toList());
            }
        }
    }
}
