package tunewise.workshop;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.Ledger;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.workshop.Publisher.Signature;

/** The releases of a store: what answers, what answered before, and how another takes over. */
public final class Releases {
    /** A folder rarely stems from a release older than this many publications. */
    static final int MOST_ANCESTORS = 20;

    private final Ledger ledger;
    private final Clock clock;
    private final Supplier<String> ids;

    public Releases(Ledger ledger, Clock clock, Supplier<String> ids) {
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
    }

    /** How many others have to approve what is published. */
    public FourEyes fourEyes() {
        return new FourEyes(this, ledger);
    }

    /** What answers; empty in a new store. */
    public Optional<Publication> active() {
        return ledger.publications().active();
    }

    /** What was published, newest first. */
    public List<Publication> history(int limit) {
        return ledger.publications().newest(limit);
    }

    /**
     * Makes a workspace the active release; who calls has checked and tested it.
     *
     * @param base what was active when work on it began; null when nothing was
     * @throws StaleBaseException when something else is active by now; nothing is published then
     */
    public Publication publish(Workspace piece, @Nullable Content base, String author, String comment, String from) {
        return publish(piece, base, new Signature(author, comment, from));
    }

    /** Likewise, with whoever stands for it. */
    public Publication publish(Workspace piece, @Nullable Content base, Signature signature) {
        Publication publication = new Publication(
                ids.get(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Publications.content(piece.rules(), piece.fixtures()),
                base,
                signature.author(),
                signature.comment(),
                signature.cameFrom(),
                signature.consent());
        ledger.publications().publish(publication, piece.rules(), piece.fixtures());
        return publication;
    }

    /**
     * Publishes again what was active before.
     *
     * @throws StaleBaseException when somebody else publishes at the same moment
     */
    public Publication rollBack(Publication to, String author, String comment, String from) {
        return publish(read(to.content()), active().map(Publication::content).orElse(null), author, comment, from);
    }

    /** Everything that a release was made of. */
    public Workspace read(Content content) {
        String fixtures = content.fixtures();
        return new Workspace(files(content.release()), fixtures == null ? none() : files(fixtures));
    }

    /** Rules and catalogs of a release. */
    public RuleFiles rules(Publication publication) {
        return files(publication.content().release());
    }

    /** The newest publication of a release whose hash begins so, or whose id is this. */
    public Optional<Publication> find(String hashOrId) {
        String wanted = hashOrId.startsWith("sha256:") ? hashOrId : "sha256:" + hashOrId;
        return history(Integer.MAX_VALUE).stream()
                .filter(each -> each.id().equals(hashOrId)
                        || (hashOrId.length() >= 6 && each.content().release().startsWith(wanted)))
                .findFirst();
    }

    /**
     * The release that a workspace stems from: of the newest ones that which differs from it in the fewest lines. A
     * folder does not say what it was copied from, and need not; where several are as near, what is remembered of it
     * decides, else the oldest, so that nobody's work is overwritten unseen.
     *
     * @param remembered what the folder held when it was last published; null where nobody knows
     */
    public Optional<Publication> ancestor(Workspace piece, @Nullable Content remembered) {
        Publication nearest = null;
        long least = Long.MAX_VALUE;
        for (Publication publication : history(MOST_ANCESTORS)) {
            long distance = distance(read(publication.content()).files(), piece.files());
            boolean known = nearest != null && nearest.content().equals(remembered);
            if (distance < least || (distance == least && !known)) {
                least = distance;
                nearest = publication;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static long distance(SortedMap<String, String> some, SortedMap<String, String> others) {
        List<String> paths = new ArrayList<>(some.keySet());
        others.keySet().stream().filter(path -> !some.containsKey(path)).forEach(paths::add);
        long distance = 0;
        for (String path : paths) {
            String one = some.getOrDefault(path, "");
            String other = others.getOrDefault(path, "");
            if (!one.equals(other)) {
                Map<String, Integer> lines = new HashMap<>();
                one.lines().forEach(line -> lines.merge(line, 1, Integer::sum));
                other.lines().forEach(line -> lines.merge(line, -1, Integer::sum));
                distance += lines.values().stream().mapToLong(Math::abs).sum();
            }
        }
        return distance;
    }

    private RuleFiles files(String hash) {
        return ledger.publications()
                .release(hash)
                .orElseThrow(() -> new LedgerUnavailableException("the store has a publication of " + hash
                        + ", but not its content. Maybe a backup still has it."));
    }

    private static RuleFiles none() {
        return new RuleFiles(new TreeMap<>());
    }
}
