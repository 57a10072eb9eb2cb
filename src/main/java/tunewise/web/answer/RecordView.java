package tunewise.web.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.Verdict;
import tunewise.question.FieldFault;
import tunewise.service.AdviceService.Recorded;
import tunewise.service.EstimateVersusActual;
import tunewise.web.page.FormFields;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** An answer as the ledger has it: how it came in, its place in the chain, and what reviewers made of it. */
public final class RecordView {
    private final Recorded recorded;
    private final List<Review> reviews;
    private final List<EstimateVersusActual.Run> runs;
    private final Map<String, List<String>> filled;
    private final List<FieldFault> faults;

    public RecordView(
            Recorded recorded,
            List<Review> reviews,
            List<EstimateVersusActual.Run> runs,
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
        return DisplayText.minute(entry().createdAt());
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
        return DisplayText.sentence(
                by + recorded.requester().map(name -> ", from " + name).orElse(""));
    }

    String inShort() {
        return place() + ", " + recorded();
    }

    /** Whether something that was sent has faults to show. */
    boolean open() {
        return !faults.isEmpty();
    }

    String asked() {
        return recorded.asked().orElse("");
    }

    List<Said> reviews() {
        return reviews.stream()
                .map(review -> new Said(
                        DisplayText.sentence(review.verdict().id()),
                        review.verdict() != Verdict.APPROVED,
                        review.comment(),
                        review.name() + ", " + DisplayText.minute(review.createdAt())))
                .toList();
    }

    /** What runs of it came to. */
    List<EstimateVersusActualView.Line> runs() {
        return runs.stream()
                .map(run -> EstimateVersusActualView.Line.of(run, ""))
                .toList();
    }

    /** Whether what was sent is a report of a run, and no review. */
    boolean reporting() {
        return filled.containsKey("peakGib");
    }

    String value(String field) {
        return String.join("", filled.getOrDefault(field, List.of()));
    }

    /** What is wrong with what was sent, each with the id of its field; null where no field is meant. */
    List<FormFields.Fault> faults() {
        return faults.stream()
                .map(fault -> new FormFields.Fault(
                        fault.field().isEmpty() ? null : (reporting() ? "r-" : "f-") + fault.field(),
                        FieldLabels.fault(fault.field(), fault.message())))
                .toList();
    }

    /** Whether a field is wrong, as a page says it to who cannot see. */
    @Nullable
    String wrong(String field) {
        return faults.stream().anyMatch(fault -> fault.field().equals(field)) ? "true" : null;
    }
}
