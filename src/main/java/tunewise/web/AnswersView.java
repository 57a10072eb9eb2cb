package tunewise.web;

import java.util.List;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Estimate;
import tunewise.advice.Recommendation.Setup;

/** The newest answers, enough to find one again. */
record AnswersView(List<Line> lines) {

    /** One answer. */
    record Line(String id, String time, String model, String outcome, String figures) {}

    static AnswersView of(List<Recommendation> answers) {
        return new AnswersView(answers.stream().map(AnswersView::line).toList());
    }

    private static Line line(Recommendation answer) {
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        String outcome =
                switch (answer.outcome()) {
                    case RECOMMENDED -> setup == null ? "" : Words.setup(setup);
                    case NOT_FEASIBLE -> "Not feasible within its limits";
                    case NOT_ADVISED -> "Not advised";
                };
        return new Line(
                answer.id(),
                Words.minute(answer.createdAt()),
                answer.model().name(),
                outcome,
                estimate == null
                        ? ""
                        : Words.hours(Whole.hours(estimate).central()) + ", "
                                + Words.dollars(Whole.costUsd(estimate).central()));
    }
}
