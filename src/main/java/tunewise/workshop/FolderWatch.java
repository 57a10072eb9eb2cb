package tunewise.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Consent;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.service.ProgressListener;
import tunewise.workshop.FolderState.Standing;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;

/**
 * Watches the rules folder and tells how it stands to the active release. A changed folder that passes check and test is
 * published where the settings say so; a faulty one never is.
 */
public final class FolderWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Workshop workshop;
    private final Releases releases;
    private final Publisher publisher;
    private final Workshop.Settings settings;
    private final Clock clock;
    private final FolderBase base;

    private volatile FolderState state;
    private Map<String, String> lastStamp = Map.of();
    private volatile @Nullable Content lastExamined;

    FolderWatch(Workshop workshop, Publisher publisher, Workshop.Settings settings) {
        this.workshop = workshop;
        this.releases = workshop.releases();
        this.publisher = publisher;
        this.settings = settings;
        this.clock = workshop.clock();
        this.base = new FolderBase(settings.data());
        this.state = new FolderState(Standing.UNKNOWN, clock.instant(), List.of(), null);
    }

    /** How the folder stood when it was looked at last. */
    public FolderState state() {
        return state;
    }

    /** The folder as it is now. */
    public Workspace content() {
        return Workspace.load(settings.rules(), settings.fixtures());
    }

    /**
     * Brings the folder up to the active release.
     *
     * @throws RefusedException see {@link FolderUpdate#run}
     * @throws FaultsException when there is no folder
     */
    public void update() {
        new FolderUpdate(releases, base).run(settings.rules(), settings.fixtures());
        examine();
    }

    /** The release that the folder stems from. */
    Optional<Publication> origin(Workspace piece) {
        return base.release(settings.rules(), piece, releases);
    }

    /** Has the folder looked at again, since another release answers. */
    void lookAgain() {
        lastExamined = null;
    }

    /** A change is looked at once the folder has been still for a moment, so that half an edit is not. */
    void look() {
        Map<String, String> stamp = stamp();
        if (!stamp.equals(lastStamp)) {
            lastStamp = stamp;
            lastExamined = null;
            if (state.standing() != Standing.UNKNOWN) {
                return;
            }
        }
        if (lastExamined == null) {
            new FolderUpdate(releases, base).resume(settings.rules(), settings.fixtures());
            examine();
        }
    }

    /** Looks at the folder now. */
    public void examine() {
        Workspace piece;
        try {
            piece = content();
        } catch (FaultsException e) {
            report(Standing.FAULTY, e.faults(), null);
            return;
        }
        Content content = Publications.content(piece.rules(), piece.fixtures());
        lastExamined = content;
        Publication active = releases.active().orElse(null);
        if (active != null && active.content().equals(content)) {
            base.remember(settings.rules(), content);
            report(Standing.ACTIVE, List.of(), null);
            return;
        }
        Differences differences = publisher.since(active, piece);
        if (releases.history(Integer.MAX_VALUE).stream()
                .anyMatch(each -> each.content().equals(content))) {
            report(Standing.BEHIND, List.of(), differences);
            return;
        }
        Examination examination = workshop.test(piece, null, ProgressListener.NONE);
        report(examination.passed() ? Standing.READY : Standing.FAULTY, examination.faults(), differences);
        if (examination.passed() && settings.publishChanges()) {
            publishFolder(piece);
        }
    }

    private void publishFolder(Workspace piece) {
        Optional<Publication> from = origin(piece);
        try {
            Published published = workshop.publish(
                    piece,
                    from.map(Publication::content).orElse(null),
                    new Signature(
                            settings.author(),
                            "the rules folder as changed",
                            "folder",
                            Consent.of(new Identity(Identity.SYSTEM, settings.author(), settings.author()))),
                    ProgressListener.NONE);
            base.remember(settings.rules(), published.publication().content());
            report(Standing.ACTIVE, List.of(), null);
        } catch (RefusedException e) {
            LOG.warn("the rules folder was not published: {}", e.getMessage());
        }
    }

    private void report(Standing standing, List<Fault> faults, @Nullable Differences differences) {
        FolderState before = state;
        state = new FolderState(standing, clock.instant(), faults, differences);
        if (standing == before.standing() && faults.equals(before.faults())) {
            return;
        }
        String what = differences == null ? "" : differences.summary();
        switch (standing) {
            case READY -> LOG.info("the rules folder passes check and test and waits to be published: {}", what);
            case BEHIND -> LOG.info("the rules folder holds an older release; the active one answers");
            case FAULTY ->
                LOG.warn(
                        "the rules folder has {}, so the active release goes on answering:\n{}",
                        Fault.count(faults.size()),
                        String.join("\n", faults.stream().map(Fault::text).toList()));
            case ACTIVE -> {
                if (before.standing() == Standing.FAULTY) {
                    LOG.info("the rules folder is fixed and holds the release that answers");
                }
            }
            default -> {}
        }
    }

    private Map<String, String> stamp() {
        Map<String, String> stamp = new TreeMap<>();
        for (Path root : List.of(
                settings.rules(),
                settings.fixtures().resolve("rules"),
                settings.fixtures().resolve("scenarios"))) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> paths = Files.walk(root.toRealPath())) {
                    for (Path path : paths.filter(Files::isRegularFile).toList()) {
                        BasicFileAttributes about = Files.readAttributes(path, BasicFileAttributes.class);
                        stamp.put(path.toString(), about.lastModifiedTime() + " " + about.size());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return stamp;
    }
}
