package tunewise.workshop;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.FaultsException;
import tunewise.ledger.Publications;
import tunewise.ledger.StaleBaseException;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Consent;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.service.ProgressListener;
import tunewise.text.UnseenText;

/** The one way a workspace becomes the active release: signed, up to date, checked and tested. */
public final class Publisher {
    private final Releases releases;
    private final RulesValidator validator;
    private final FourEyes fourEyes;

    public Publisher(Releases releases, RulesValidator validator) {
        this.fourEyes = releases.fourEyes();
        this.releases = releases;
        this.validator = validator;
    }

    /** A new active release, ready to answer. */
    public record Published(Publication publication, LoadedRelease loaded, Differences differences) {}

    /** Who publishes what for, on which way in. */
    public record Signature(String author, String comment, String cameFrom, Consent consent) {
        /** One that nobody had to prove anything for. */
        public Signature(String author, String comment, String cameFrom) {
            this(author, comment, cameFrom, Consent.NONE);
        }

        /** Somebody's, as they proved who they are. */
        public static Signature of(String author, String comment, Actor actor) {
            return new Signature(author, comment, actor.cameFrom(), Consent.of(actor.by()));
        }

        /** The same, without waiting for the approvals that the policy asks for. */
        public Signature inAnEmergency() {
            return new Signature(author, comment, cameFrom, new Consent(consent.by(), consent.approvedBy(), true));
        }

        private static final int LONGEST_AUTHOR = 200;
        private static final int LONGEST_COMMENT = 4_000;

        /**
         * @throws RefusedException when one of them is missing
         */
        public Signature {
            author = author.strip();
            comment = comment.strip();
            String said = comment;
            if (author.isEmpty() || comment.isEmpty()) {
                throw new RefusedException(
                        "a publication needs its author and a comment. Maybe one of the two is blank.");
            }
            if (UnseenText.in(author).or(() -> UnseenText.inLines(said)).isPresent()) {
                throw new RefusedException("the author or the comment has a character that cannot be seen."
                        + " Maybe it was pasted along and can be deleted.");
            }
            if (author.length() > LONGEST_AUTHOR || comment.length() > LONGEST_COMMENT) {
                throw new RefusedException("an author has " + LONGEST_AUTHOR + " characters at most, and a comment "
                        + LONGEST_COMMENT + ". Maybe the comment can be shorter.");
            }
        }
    }

    /**
     * Publishes a workspace.
     *
     * @param base what was active when work on it began; null when nothing was
     * @throws RefusedException when there is nothing to publish, or work on it began too early
     * @throws FaultsException when it does not pass check and test
     */
    public Published publish(Workspace piece, @Nullable Content base, Signature signature, ProgressListener steps) {
        Publication active = releases.active().orElse(null);
        Content wanted = Publications.content(piece.rules(), piece.fixtures());
        if (active != null && active.content().equals(wanted)) {
            throw new RefusedException("this is the active release already. Maybe you mean another folder.");
        }
        upToDate(base, active);
        if (!piece.hasFixtures() && active != null && active.content().fixtures() != null) {
            throw new RefusedException(
                    "the tests are missing, and the active release has some. Maybe --fixtures DIR names their folder.");
        }
        Signature agreed = fourEyes.agreed(wanted, since(active, piece), signature);
        Examination examination = validator.examine(piece, null, steps);
        LoadedRelease loaded = examination.loaded().orElseThrow(() -> new FaultsException(examination.faults()));
        boolean published = false;
        try {
            if (!examination.passed()) {
                throw new FaultsException(examination.faults());
            }
            Publication publication = releases.publish(piece, base, agreed);
            published = true;
            return new Published(publication, loaded.published(publication.at()), since(active, piece));
        } catch (StaleBaseException e) {
            throw new RefusedException(stale(base, releases.active().orElse(null)));
        } finally {
            if (!published) {
                loaded.rulebook().close();
            }
        }
    }

    /**
     * Publishes again what was active before. It was tested then, and rules that this program refuses stay unpublished.
     *
     * @throws RefusedException when it is active already
     * @throws FaultsException when this program does not take its rules any more
     */
    public Published rollBack(Publication to, Signature signature) {
        Publication active = releases.active().orElseThrow();
        if (active.content().equals(to.content())) {
            throw new RefusedException("this is the active release already. Maybe you mean an older one.");
        }
        Workspace piece = releases.read(to.content());
        LoadedRelease loaded = validator.compile(piece.rules());
        try {
            Publication publication = releases.publish(piece, active.content(), signature);
            return new Published(publication, loaded.published(publication.at()), since(active, piece));
        } catch (StaleBaseException e) {
            loaded.rulebook().close();
            throw new RefusedException(stale(active.content(), releases.active().orElse(null)));
        }
    }

    /** What a workspace changes in a release. */
    public Differences since(@Nullable Publication active, Workspace piece) {
        return active == null
                ? new Differences(List.of(), List.of(), List.of())
                : Differences.between(releases.read(active.content()), piece);
    }

    private void upToDate(@Nullable Content from, @Nullable Publication active) {
        if (!Objects.equals(from, active == null ? null : active.content())) {
            throw new RefusedException(stale(from, active));
        }
    }

    private String stale(@Nullable Content from, @Nullable Publication active) {
        String since = active == null
                ? "nothing is active"
                : active.author() + " published " + shortHash(active.content()) + " (" + active.comment() + ") at "
                        + at(active.at());
        String what = from == null || active == null
                ? ""
                : " with "
                        + Differences.between(releases.read(from), releases.read(active.content()))
                                .summary();
        return "this stems from " + (from == null ? "no release" : "release " + shortHash(from)) + ", but " + since
                + what + ". Nothing was overwritten. Maybe take over what that changed, and publish again.";
    }

    /** Enough of a hash to tell releases apart. */
    public static String shortHash(Content content) {
        return content.release().substring(0, Math.min(content.release().length(), "sha256:".length() + 12));
    }

    private static String at(Instant instant) {
        return instant.toString().replaceFirst("T(\\d\\d:\\d\\d).*", " $1 UTC");
    }
}
