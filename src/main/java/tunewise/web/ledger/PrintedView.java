package tunewise.web.ledger;

import gg.jte.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.Query;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** All recommendations that meet some filters on paper, with the hashes that place them in their chain. */
final class PrintedView {
    private final Ledger ledger;
    private final Query query;
    private final Instant now;
    private int printed;

    PrintedView(Ledger ledger, Query query, Instant now) {
        this.ledger = ledger;
        this.query = query;
        this.now = now;
    }

    /** A recommendation, and its entry's place and hashes. */
    record Line(AnswersView.Line answer, String entry, long seq, String hash, String previousHash, String bodyHash) {}

    /** What was asked for, as in "Provider: runpod". */
    List<String> filters() {
        List<String> filters = new ArrayList<>();
        for (Criterion criterion : Criterion.values()) {
            Optional.ofNullable(query.where().get(criterion))
                    .ifPresent(value -> filters.add(label(criterion) + ": " + FieldLabels.filter(value)));
        }
        return filters;
    }

    String printedAt() {
        return DisplayText.minute(now);
    }

    Optional<Checkpoint> checkpoint() {
        return ledger.proof().newestCheckpoint();
    }

    /** The lines, read and written one at a time. */
    Content lines(LineTemplate template) {
        return output -> ledger.search().eachEntry(query, (summary, entry) -> {
            printed++;
            template.of(line(summary, entry)).writeTo(output);
        });
    }

    /** What one line looks like. */
    interface LineTemplate {
        Content of(Line line);
    }

    /** How many lines there were, once they are written. */
    int printed() {
        return printed;
    }

    private static String label(Criterion criterion) {
        return switch (criterion) {
            case FROM -> "From";
            case TO -> "Up to";
            case MODEL -> "Model";
            case GPU -> "GPU";
            case PROVIDER -> "Provider";
            case METHOD -> "Method";
            case OUTCOME -> "Outcome";
            case KNOWLEDGE -> "Judged by";
            case GUIDE -> "Beside the guide";
            case RULE -> "Rule that fired";
            case REVIEW -> "Review";
            case RELEASE -> "Release";
            case CAME_FROM -> "Asked via";
            case REQUESTER -> "Asked by";
            case CHAIN -> "Instance";
            case DRIFT -> "Replayed by today's rules";
            case TEXT -> "Words";
        };
    }

    private static Line line(RecommendationSummary summary, Entry entry) {
        return new Line(
                AnswersView.line(summary),
                entry.id() + (entry.chain().equals(ChainHead.ONLY) ? "" : " of chain " + entry.chain()),
                entry.seq(),
                entry.hash(),
                entry.previousHash(),
                entry.bodyHash());
    }
}
