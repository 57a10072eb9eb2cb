package tunewise.workshop;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.FaultsException;
import tunewise.ledger.Ledger;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.service.AdviceService;
import tunewise.service.ProgressListener;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;

/**
 * Keeps a running service at the active release, whoever publishes it, and watches the rules folder. A faulty folder
 * never replaces what answers.
 */
public final class Workshop implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_CHECKS = 20;
    private static final int MOST_RECORDED = 1_000;

    private final AdviceService service;
    private final Ledger ledger;
    private final Releases releases;
    private final RulesValidator validator;
    private final Publisher publisher;
    private final Clock clock;
    private final Drafts drafts;
    private final Path data;
    private final Jobs jobs = new Jobs();
    private final Map<List<Content>, Examination> checks = new LinkedHashMap<>();
    private final FolderWatch folder;
    private final ReleaseFollower follower;
    /** Both go on by themselves, so that a long test of the folder does not hold up a release. */
    private final Repeating following;

    private final Repeating watching;

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
        this.clock = clock;
        this.data = settings.data;
        this.drafts = new Drafts(settings.data, releases, clock);
        this.folder = new FolderWatch(this, publisher, settings);
        this.follower = new ReleaseFollower(service, releases, validator, folder::lookAgain);
        this.following = new Repeating("workshop-releases", follower::follow, () -> ledger.publications()
                .await(PAUSE));
        this.watching = new Repeating("workshop-folder", folder::look, () -> Thread.sleep(PAUSE.toMillis()));
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

    /** Whether the threads live that follow releases and watch the folder. */
    public boolean alive() {
        return following.alive() && watching.alive();
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

    /** A release as another store takes it over, signed with the key of this one. */
    public String bundle(Publication publication) {
        return Bundle.of(publication, releases.read(publication.content()), ledger.proof());
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

    /** Where drafts and what became of price lists are kept. */
    public Path data() {
        return data;
    }

    public Jobs jobs() {
        return jobs;
    }

    /** The rules folder. */
    public FolderWatch folder() {
        return folder;
    }

    /** A check of the folder as it is now. */
    public Examination checkFolder() {
        Workspace piece = folder.content();
        return check(piece, folder.origin(piece).orElseThrow().content());
    }

    /** A check of a workspace in its turn, which can be seen meanwhile, and stopped before it begins. */
    public Examination checkInTurn(Workspace piece, Content base) {
        return known(content(piece, base)).orElseGet(() -> jobs.brief("Check of a draft", steps -> check(piece, base)));
    }

    private static List<Content> content(Workspace piece, Content base) {
        return List.of(Publications.content(piece.rules(), piece.fixtures()), base);
    }

    private Optional<Examination> known(List<Content> content) {
        synchronized (checks) {
            return Optional.ofNullable(checks.get(content));
        }
    }

    /** A check of a workspace, remembered as long as its content is among the last that were looked at. */
    public Examination check(Workspace piece, Content base) {
        List<Content> content = content(piece, base);
        Optional<Examination> known = known(content);
        if (known.isPresent()) {
            return known.get();
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

    Examination test(Workspace piece, @Nullable Workspace base, ProgressListener steps) {
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

    /**
     * Publishes a workspace, which answers from then on.
     *
     * @param base what was active when work on it began
     * @throws RefusedException see {@link Publisher#publish}
     * @throws FaultsException when it does not pass check and test
     */
    public Published publish(Workspace piece, @Nullable Content base, Signature signature, ProgressListener steps) {
        Published published = publisher.publish(piece, base, signature, steps);
        follower.activate(published.publication(), published.loaded());
        return published;
    }

    /** Publishes again what was active before. */
    public Published rollBack(Publication to, Signature signature) {
        Published published = publisher.rollBack(to, signature);
        follower.activate(published.publication(), published.loaded());
        return published;
    }

    /** Takes over what another process published, if any did; a release that this program does not take stays out. */
    public void follow() {
        follower.follow();
    }

    @Override
    public void close() {
        jobs.close();
        following.stop();
        watching.stop();
        try {
            following.awaitEnd();
            watching.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
