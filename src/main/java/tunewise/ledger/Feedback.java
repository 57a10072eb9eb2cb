package tunewise.ledger;

import java.time.Instant;
import java.util.List;
import tunewise.advice.AnswerJson;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.search.SearchIndex;

/** What people say of recommendations afterwards: reviews, and reports of runs. Each is an entry of its own. */
public final class Feedback {
    private final Ledger ledger;
    private final StoreAccess access;

    Feedback(Ledger ledger, StoreAccess access) {
        this.ledger = ledger;
        this.access = access;
    }

    /** Reviews of a recommendation, oldest first. */
    public List<Review> reviews(String recommendation) {
        return access.read(handle -> SearchIndex.reviewsOf(handle, recommendation)).stream()
                .flatMap(id -> ledger.find(id).stream())
                .map(Review::of)
                .toList();
    }

    /** What came of runs, newest first. */
    public List<RunReport> reports(int limit) {
        return ledger.newest(EntryKind.REPORT, limit).stream()
                .map(RunReport::of)
                .toList();
    }

    /** Records what came of a recommendation when somebody ran it. */
    public RunReport report(String id, Entry recommendation, RunReport.Filled filled, Instant at, Actor actor) {
        RunReport.Body body =
                new RunReport.Body(recommendation.id(), filled.ran(), filled.note(), filled.name(), actor.by());
        return RunReport.of(append(id, EntryKind.REPORT, recommendation, body, at, actor.cameFrom()));
    }

    /** Records what somebody makes of a recommendation. */
    public Review review(String id, Entry recommendation, Review.Filled filled, Instant at, Actor actor) {
        Review.Body body =
                new Review.Body(recommendation.id(), filled.verdict(), filled.comment(), filled.name(), actor.by());
        return Review.of(append(id, EntryKind.REVIEW, recommendation, body, at, actor.cameFrom()));
    }

    private Entry append(String id, String kind, Entry recommendation, Object body, Instant at, String cameFrom) {
        return ledger.append(new NewEntry(
                id, kind, at, recommendation.release(), cameFrom, AnswerJson.MAPPER.writeValueAsString(body)));
    }
}
