package tunewise.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.Documents;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication.Content;

/**
 * Drafts that wait for somebody else's consent. An approval holds for exactly the content that was looked at: whoever edits
 * the draft afterwards submits it anew.
 */
public final class Submissions {
    private final Kept<Submission> kept;
    private final Kept<Hands> hands;
    private final Acts acts;

    Submissions(Documents documents, Acts acts) {
        this.kept = new Kept<>(documents, "submission", Submission.class);
        this.hands = new Kept<>(documents, "draft-hands", Hands.class);
        this.acts = acts;
    }

    /**
     * A draft as it was submitted.
     *
     * @param content what would be published
     * @param comment what changes, and why
     * @param tests what came of its check and test, in a sentence
     * @param impact what it would change in past answers, in sentences
     * @param sentBack why somebody sent it back; null while nobody has
     */
    public record Submission(
            String draft,
            Content content,
            Identity by,
            String comment,
            Instant at,
            String tests,
            List<String> impact,
            List<Consenting> approvals,
            @Nullable Consenting sentBack) {
        public Submission {
            impact = List.copyOf(impact);
            approvals = List.copyOf(approvals);
        }
    }

    /** What somebody says to a draft. */
    public record Consenting(Identity by, String words, Instant at) {}

    /** Who had a hand in a draft, by their issuers and subjects. */
    private record Hands(Set<String> keys) {}

    /** Notes that somebody edited a draft, whose approval of it would be their own. */
    public void edited(String draft, Identity by) {
        if (!hands.add(draft, new Hands(Set.of(by.key())))) {
            hands.change(draft, seen -> {
                Set<String> keys = new HashSet<>(seen.keys());
                keys.add(by.key());
                return new Hands(keys);
            });
        }
    }

    public Optional<Submission> find(String draft) {
        return kept.find(draft);
    }

    /** Submits a draft, in place of whatever of it was submitted before. */
    public void submit(String draft, Content content, String comment, String tests, List<String> impact, Actor actor) {
        Identity by = somebody(actor);
        kept.put(draft, new Submission(draft, content, by, comment, acts.now(), tests, impact, List.of(), null));
        acts.record(Acts.DRAFT_SUBMITTED, actor, about(draft, content, comment));
    }

    /**
     * Approves a draft.
     *
     * @param content of the draft as it is now
     * @throws AccessException when it is their own, was changed or is not submitted, or a program asks
     */
    public void approve(String draft, Content content, String words, Person person, String cameFrom) {
        Submission submission = waiting(draft, content);
        requireAnother(submission, person);
        Consenting approval = new Consenting(person.identity(), words, acts.now());
        kept.change(draft, seen -> {
            List<Consenting> approvals = new ArrayList<>(seen.approvals());
            approvals.removeIf(each -> each.by().is(approval.by()));
            approvals.add(approval);
            return new Submission(
                    draft,
                    seen.content(),
                    seen.by(),
                    seen.comment(),
                    seen.at(),
                    seen.tests(),
                    seen.impact(),
                    approvals,
                    seen.sentBack());
        });
        acts.record(Acts.DRAFT_APPROVED, new Actor(person.identity(), cameFrom), about(draft, content, words));
    }

    /**
     * Sends a draft back, with words that say what is to be done.
     *
     * @throws AccessException when there are no words, or the draft is not submitted
     */
    public void sendBack(String draft, Content content, String words, Person person, String cameFrom) {
        if (words.isBlank()) {
            throw new AccessException("the comment is missing. Maybe say what should change.");
        }
        Submission submission = waiting(draft, content);
        requireAnother(submission, person);
        kept.change(
                draft,
                seen -> new Submission(
                        draft,
                        seen.content(),
                        seen.by(),
                        seen.comment(),
                        seen.at(),
                        seen.tests(),
                        seen.impact(),
                        List.of(),
                        new Consenting(person.identity(), words, acts.now())));
        acts.record(Acts.DRAFT_SENT_BACK, new Actor(person.identity(), cameFrom), about(draft, content, words));
    }

    /** Who approved exactly this content. */
    public List<Identity> approvedBy(Content content) {
        return kept.all().stream()
                .filter(each -> each.content().equals(content) && each.sentBack() == null)
                .flatMap(each -> each.approvals().stream())
                .map(Consenting::by)
                .toList();
    }

    /** Whether somebody may say yes or no to a draft: they had no hand in it, and are no program. */
    public boolean mayDecide(Submission submission, Person person) {
        return !person.isProgram()
                && !submission.by().is(person.identity())
                && hands.find(submission.draft())
                        .filter(each -> each.keys().contains(person.identity().key()))
                        .isEmpty();
    }

    /** Forgets what was submitted of a draft that was published or removed. */
    public void forget(String draft) {
        kept.remove(draft);
        hands.remove(draft);
    }

    private Submission waiting(String draft, Content content) {
        Submission submission = find(draft)
                .filter(each -> each.sentBack() == null)
                .orElseThrow(() -> new AccessException(
                        "the draft '" + draft + "' was not submitted. Maybe its author still has to submit it."));
        if (!submission.content().equals(content)) {
            throw new AccessException("the draft '" + draft
                    + "' was changed after it was submitted. Maybe look again once its author submits the new "
                    + "version.");
        }
        return submission;
    }

    private void requireAnother(Submission submission, Person person) {
        if (!mayDecide(submission, person)) {
            throw new AccessException(
                    person.isProgram()
                            ? "programs cannot approve drafts. Maybe somebody can sign in and look at the draft."
                            : person.identity().name()
                                    + " worked on this draft, so another person must approve it."
                                    + " Maybe ask somebody with the role approve.");
        }
    }

    private static Identity somebody(Actor actor) {
        Identity by = actor.by();
        if (by == null) {
            throw new AccessException("nobody signs in here, so nobody can approve. Maybe publish at once.");
        }
        return by;
    }

    private static Map<String, String> about(String draft, Content content, String words) {
        Map<String, String> about = new TreeMap<>();
        about.put("draft", draft);
        about.put("release", content.release());
        about.put("words", words);
        return about;
    }
}
