package tunewise.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.ledger.Ledger;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.service.AdviceService;
import tunewise.service.ProgressListener;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.FolderState.Standing;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;

/**
 * Keeps a running service at the active release, whoever publishes it, and watches the rules folder. A faulty folder
 * never replaces what answers.
 */
public final class Workshop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_CHECKS = 20;
    private static final int MOST_RECORDED = 1_000;

    private final AdviceService service;
    private final Ledger ledger;
    private final Releases releases;
    private final RulesValidator validator;
    private final Publisher publisher;
    private final Settings settings;
    private final Clock clock;
    private final FolderBase origins;
    private final Drafts drafts;
    private final Jobs jobs = new Jobs();
    private final Map<List<Content>, Examination> checks = new LinkedHashMap<>();
    private final Thread following =
            new Thread(() -> repeat(this::follow, this::awaitPublication), "workshop-releases");
    private final Thread watching = new Thread(() -> repeat(this::lookAtFolder, Workshop::pause), "workshop-folder");

    private volatile FolderState folder;
    private volatile boolean closing;
    private @Nullable String activeId;
    private @Nullable String refusedId;
    private Map<String, String> lastStamp = Map.of();
    private volatile @Nullable Content lastExamined;

    public Workshop(
            AdviceService service,
            Ledger ledger,
            Releases releases,
            RulesValidator validator,
            Settings settings,
            Clock clock) {
        this.service = service;
        this.ledger = ledger;
        this.releases = releases;
        this.validator = validator;
        this.publisher = new Publisher(releases, validator);
        this.settings = settings;
        this.clock = clock;
        this.origins = new FolderBase(settings.data);
        this.drafts = new Drafts(settings.data, releases, clock);
        this.folder = new FolderState(Standing.UNKNOWN, clock.instant(), List.of(), null);
        following.setDaemon(true);
        watching.setDaemon(true);
    }

    /**
     * Where things lie.
     *
     * @param data where drafts are kept
     * @param publishChanges whether a changed folder that passes check and test is published at once
     * @param author who is recorded as its author
     */
    public record Settings(Path rules, Path fixtures, Path data, boolean publishChanges, String author) {}

    /** Begins to watch folder and store. */
    public void start() {
        following.start();
        watching.start();
    }

    public AdviceService service() {
        return service;
    }

    public Clock clock() {
        return clock;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Releases releases() {
        return releases;
    }

    /** What reported runs say about the figures of the active release. */
    public Learning learning() {
        return Learning.of(ledger, releases.read(releases.active().orElseThrow().content()));
    }

    public RulesValidator validator() {
        return validator;
    }

    public Drafts drafts() {
        return drafts;
    }

    public Jobs jobs() {
        return jobs;
    }

    public FolderState folder() {
        return folder;
    }

    /** A check of the folder as it is now. */
    public Examination checkFolder() {
        Workspace piece = folderContent();
        return check(piece, origin(piece).orElseThrow().content());
    }

    /**
     * Brings the folder up to the active release.
     *
     * @throws RefusedException see {@link FolderUpdate#run}
     * @throws FaultsException when there is no folder
     */
    public void updateFolder() {
        new FolderUpdate(releases, origins).run(settings.rules, settings.fixtures);
        examineFolder();
    }

    /** The release that the folder stems from. */
    private Optional<Publication> origin(Workspace piece) {
        return origins.release(settings.rules, piece, releases);
    }

    /** A check of a workspace, remembered as long as its content is among the last that were looked at. */
    public Examination check(Workspace piece, Content base) {
        List<Content> content = List.of(Publications.content(piece.rules(), piece.fixtures()), base);
        synchronized (checks) {
            Examination known = checks.get(content);
            if (known != null) {
                return known;
            }
        }
        Examination checked = validator.check(piece, releases.read(base));
        checked.loaded().ifPresent(loaded -> loaded.rulebook().close());
        Examination kept = new Examination(checked.checkFaults(), checked.warnings(), null, null);
        synchronized (checks) {
            checks.put(content, kept);
            checks.keySet().stream()
                    .limit(Math.max(0, checks.size() - MOST_CHECKS))
                    .toList()
                    .forEach(checks::remove);
        }
        return kept;
    }

    /** Checks and tests a draft. */
    public Examination test(Draft draft, ProgressListener steps) {
        return test(drafts.content(draft), releases.read(draft.base()), steps);
    }

    private Examination test(Workspace piece, @Nullable Workspace base, ProgressListener steps) {
        Examination examination = validator.examine(piece, base, steps);
        examination.loaded().ifPresent(loaded -> loaded.rulebook().close());
        return examination;
    }

    /**
     * What a workspace would change in answers, the newest recorded ones among them.
     *
     * @throws FaultsException when it is faulty
     */
    public ImpactReport impact(Workspace piece, ProgressListener steps) {
        var recorded = new RecordedQuestions(ledger).newest(MOST_RECORDED, null, null);
        return service.ask(active -> validator.impact(active.loaded(), piece, recorded, steps));
    }

    /**
     * Makes small mistakes in the rules that a draft touches, or in all where it touches none.
     *
     * @throws FaultsException when it is faulty
     */
    public Mutation.Outcome mutate(Draft draft, ProgressListener steps) {
        Workspace piece = drafts.content(draft);
        return validator.mutate(
                piece, Differences.between(releases.read(draft.base()), piece).rulesTouched(), steps);
    }

    /** The fixture of a rule in the active release, as written; empty when there is none. */
    public String fixture(String rule) {
        return releases.active()
                .map(active -> releases.read(active.content()).fixtures().files())
                .map(files -> files.get(RuleFixture.path(rule)))
                .orElse("");
    }

    /** The folder as it is now. */
    public Workspace folderContent() {
        return Workspace.load(settings.rules, settings.fixtures);
    }

    /**
     * Publishes a workspace, which answers from then on.
     *
     * @param base what was active when work on it began
     * @throws RefusedException see {@link Publisher#publish}
     * @throws FaultsException when it does not pass check and test
     */
    public Published publish(Workspace piece, @Nullable Content base, Signature signature, ProgressListener steps) {
        Published published = publisher.publish(piece, base, signature, steps);
        activate(published.publication(), published.loaded());
        return published;
    }

    /** Publishes again what was active before. */
    public Published rollBack(Publication to, Signature signature) {
        Published published = publisher.rollBack(to, signature);
        activate(published.publication(), published.loaded());
        return published;
    }

    /** Takes over what another process published, if any did; a release that this program does not take stays out. */
    public synchronized void follow() {
        Publication active = releases.active().orElse(null);
        if (active == null || active.id().equals(activeId) || active.id().equals(refusedId)) {
            return;
        }
        LoadedRelease now = service.advisor().loaded();
        if (active.content().release().equals(now.release())) {
            activate(active, now.published(active.at()));
            return;
        }
        try {
            activate(active, validator.compile(releases.rules(active)).published(active.at()));
        } catch (FaultsException e) {
            refusedId = active.id();
            LOG.error(
                    "release {} was published, but this service does not take it and answers by {}:\n{}",
                    active.content().release(),
                    now.release(),
                    e.getMessage());
        }
    }

    private synchronized void activate(Publication publication, LoadedRelease loaded) {
        boolean newest = releases.active()
                .filter(active -> active.id().equals(publication.id()))
                .isPresent();
        if (!newest || publication.id().equals(activeId)) {
            if (loaded.rulebook() != service.advisor().loaded().rulebook()) {
                loaded.rulebook().close();
            }
            return;
        }
        service.handOver(new Advisor(loaded));
        if (activeId != null
                || !publication.at().equals(service.advisor().loaded().publishedAt())) {
            LOG.info(
                    "release {} by {} answers: {}",
                    publication.content().release(),
                    publication.author(),
                    publication.comment());
        }
        activeId = publication.id();
        lastExamined = null;
    }

    @Override
    public void close() {
        closing = true;
        jobs.close();
        following.interrupt();
        watching.interrupt();
        try {
            following.join(10_000);
            watching.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Both go on by themselves, so that a long test of the folder does not hold up a release. */
    private void repeat(Runnable look, Waiting waiting) {
        while (!closing) {
            try {
                look.run();
            } catch (LedgerUnavailableException e) {
                LOG.warn("the store cannot be read for now", e);
            } catch (RuntimeException e) {
                LOG.error("watching rules and releases failed; it goes on", e);
            }
            try {
                waiting.await();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(PAUSE.toMillis());
    }

    private void awaitPublication() throws InterruptedException {
        ledger.publications().await(PAUSE);
    }

    /** A change is looked at once the folder has been still for a moment, so that half an edit is not. */
    private void lookAtFolder() {
        Map<String, String> stamp = stamp();
        if (!stamp.equals(lastStamp)) {
            lastStamp = stamp;
            lastExamined = null;
            if (folder.standing() != Standing.UNKNOWN) {
                return;
            }
        }
        if (lastExamined == null) {
            new FolderUpdate(releases, origins).resume(settings.rules, settings.fixtures);
            examineFolder();
        }
    }

    /** Looks at the folder now. */
    public void examineFolder() {
        Workspace piece;
        try {
            piece = folderContent();
        } catch (FaultsException e) {
            tell(Standing.FAULTY, e.faults(), null);
            return;
        }
        Content content = Publications.content(piece.rules(), piece.fixtures());
        lastExamined = content;
        Publication active = releases.active().orElse(null);
        if (active != null && active.content().equals(content)) {
            origins.remember(settings.rules, content);
            tell(Standing.ACTIVE, List.of(), null);
            return;
        }
        Differences differences = publisher.since(active, piece);
        if (releases.history(Integer.MAX_VALUE).stream()
                .anyMatch(each -> each.content().equals(content))) {
            tell(Standing.BEHIND, List.of(), differences);
            return;
        }
        Examination examination = test(piece, null, ProgressListener.NONE);
        tell(examination.passed() ? Standing.READY : Standing.FAULTY, examination.faults(), differences);
        if (examination.passed() && settings.publishChanges) {
            publishFolder(piece);
        }
    }

    private void publishFolder(Workspace piece) {
        Optional<Publication> base = origin(piece);
        try {
            Published published = publish(
                    piece,
                    base.map(Publication::content).orElse(null),
                    new Signature(settings.author, "the rules folder as changed", "folder"),
                    ProgressListener.NONE);
            origins.remember(settings.rules, published.publication().content());
            tell(Standing.ACTIVE, List.of(), null);
        } catch (RefusedException e) {
            LOG.warn("the rules folder was not published: {}", e.getMessage());
        }
    }

    private void tell(Standing standing, List<Fault> faults, @Nullable Differences differences) {
        FolderState before = folder;
        folder = new FolderState(standing, clock.instant(), faults, differences);
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
                    LOG.info("the rules folder is mended and holds the release that answers");
                }
            }
            default -> {}
        }
    }

    private Map<String, String> stamp() {
        Map<String, String> stamp = new TreeMap<>();
        for (Path root :
                List.of(settings.rules, settings.fixtures.resolve("rules"), settings.fixtures.resolve("scenarios"))) {
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
