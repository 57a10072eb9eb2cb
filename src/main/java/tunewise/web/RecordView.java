package tunewise.web;

import java.util.List;
import java.util.Map;
import tunewise.audit.ChainHead;
import tunewise.audit.Desk.Recorded;
import tunewise.audit.Entry;
import tunewise.audit.Reality;
import tunewise.audit.Review;
import tunewise.audit.Verdict;
import tunewise.question.FieldFault;

/** An answer as the ledger has it: how it came in, its place in the chain, and what reviewers made of it. */
final class RecordView {
    private final Recorded recorded;
    private final List<Review> reviews;
    private final List<Reality.Run> runs;
    private final Map<String, List<String>> filled;
    private final List<FieldFault> faults;

    RecordView(
            Recorded recorded,
            List<Review> reviews,
            List<Reality.Run> runs,
            Map<String, List<String>> filled,
            List<FieldFault> faults) {
        this.recorded = recorded;
        this.reviews = reviews;
        this.runs = runs;
        this.filled = filled;
        this.faults = faults;
    }

    /** A review as it is shown. */
    record Said(String verdict, boolean bad, String comment, String by) {}

    Entry entry() {
        return recorded.entry();
    }

    String recorded() {
        return Words.minute(entry().createdAt());
    }

    String place() {
        return "Entry " + entry().seq()
                + (entry().chain().equals(ChainHead.ONLY) ? "" : " of chain " + entry().chain());
    }

    String cameIn() {
        String by =
                switch (entry().cameFrom()) {
                    case "page" -> "on the page";
                    case "api" -> "by the API";
                    default -> "on the command line";
                };
        return Words.sentence(
                by + recorded.requester().map(name -> ", from " + name).orElse(""));
    }

    String asked() {
        return recorded.asked().orElse("");
    }

    List<Said> reviews() {
        return reviews.stream()
                .map(review -> new Said(
                        Words.sentence(review.verdict().id()),
                        review.verdict() != Verdict.APPROVED,
                        review.comment(),
                        review.name() + ", " + Words.minute(review.createdAt())))
                .toList();
    }

    /** What runs of it came to. */
    List<RealityView.Line> runs() {
        return runs.stream().map(run -> RealityView.Line.of(run, "")).toList();
    }

    /** Whether what was sent is a report of a run, and no review. */
    boolean reporting() {
        return filled.containsKey("peakGib");
    }

    String value(String field) {
        return String.join("", filled.getOrDefault(field, List.of()));
    }

    List<String> faults() {
        return faults.stream()
                .map(fault -> Words.fault(fault.field(), fault.message()))
                .toList();
    }
}
