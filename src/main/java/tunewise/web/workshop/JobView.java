package tunewise.web.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Setup;
import tunewise.catalog.Fault;
import tunewise.question.Knowledge;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.web.answer.AnswerFields;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;
import tunewise.workshop.CaseAcceptance;
import tunewise.workshop.Differences;
import tunewise.workshop.Examination;
import tunewise.workshop.ImpactReport;
import tunewise.workshop.ImpactReport.Reason;
import tunewise.workshop.ImpactReport.Side;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Mutation;
import tunewise.workshop.TestReport;

/** A piece of work and what came of it; of the outcomes at most one is there. */
record JobView(
        Job job,
        boolean running,
        List<Fault> faults,
        List<Fault> warnings,
        @Nullable String summary,
        boolean good,
        @Nullable ImpactReport impact,
        @Nullable Differences published) {

    private static final int MOST_NAMED = 3;

    static JobView of(Job job) {
        Outcome outcome = job.outcome().orElse(null);
        if (outcome instanceof Outcome.Tested tested) {
            Examination examination = tested.examination();
            return new JobView(
                    job,
                    false,
                    examination.faults(),
                    examination.warnings(),
                    summary(examination),
                    examination.passed(),
                    null,
                    null);
        }
        if (outcome instanceof Outcome.Altered altered) {
            Mutation.Outcome mutation = altered.mutation();
            List<Fault> unnoticed =
                    mutation.unnoticed().stream().map(Mutation.Unnoticed::fault).toList();
            return new JobView(job, false, unnoticed, List.of(), summary(mutation), unnoticed.isEmpty(), null, null);
        }
        if (outcome instanceof Outcome.Compared compared) {
            ImpactReport report = compared.report();
            return new JobView(
                    job, false, List.of(), List.of(), summary(report), report.different() == 0, report, null);
        }
        if (outcome instanceof Outcome.Done done) {
            return new JobView(
                    job,
                    false,
                    List.of(),
                    List.of(),
                    "Release "
                            + DisplayText.release(
                                    done.published().publication().content().release())
                            + " is in force from now on.",
                    true,
                    null,
                    done.published().differences());
        }
        if (outcome instanceof Outcome.Told told) {
            return new JobView(job, false, List.of(), List.of(), told.words(), told.good(), null, null);
        }
        if (outcome instanceof Outcome.NotDone not) {
            return new JobView(job, false, not.faults(), List.of(), "Not done: " + not.why(), false, null, null);
        }
        return new JobView(job, true, List.of(), List.of(), null, true, null, null);
    }

    /** What matters first: recorded questions that would get another GPU, then all that changes. */
    private static String summary(ImpactReport report) {
        String all = report.different() == 0
                ? String.format(Locale.US, "None of %,d answers changes.", report.asked())
                : String.format(Locale.US, "%,d of %,d answers change.", report.different(), report.asked());
        return report.parts().stream()
                .filter(part -> part.source() == ImpactReport.Source.RECORDED)
                .findFirst()
                .map(part -> String.format(
                                Locale.US,
                                "%,d of %,d recorded questions would get another GPU%s. ",
                                part.otherGpu(),
                                part.asked(),
                                named(part))
                        + all)
                .orElse(all);
    }

    /** The first of them, named as questions. */
    private static String named(ImpactReport.Part part) {
        List<String> names = part.samples().stream()
                .filter(sample -> ImpactReport.otherGpu(sample.before(), sample.after()))
                .map(sample -> question(sample.question()))
                .distinct()
                .limit(MOST_NAMED)
                .toList();
        return names.isEmpty() ? "" : ": " + String.join("; ", names);
    }

    /** As in "Llama 3.1 8B, 20 million tokens, $50". */
    static String question(Question question) {
        String model = question.model() instanceof ModelAsk.Named named
                ? named.name()
                : question.model() instanceof ModelAsk.Sized sized ? sized.name() : "a model by its config.json";
        return model + ", " + DisplayText.count(question.tokens()) + " tokens"
                + (question.budgetUsd() == null ? "" : ", " + DisplayText.dollars(question.budgetUsd()))
                + (question.deadlineHours() == null ? "" : ", " + DisplayText.hours(question.deadlineHours()));
    }

    /** A scenario or a made-up question by its name, a recorded one by what was asked. */
    static String name(ImpactReport.Part part, ImpactReport.Sample sample) {
        return switch (part.source()) {
            case RECORDED -> question(sample.question());
            case GRID -> madeUp(sample);
            case SCENARIOS -> sample.name();
        };
    }

    /** As in "7B, 20 million tokens, GPUs: rtx-4090, by the guide". */
    private static String madeUp(ImpactReport.Sample sample) {
        String apart = Stream.of(sample.name().split(", ", -1))
                .skip(2)
                .filter(piece -> !piece.startsWith("tokens "))
                .map(piece -> piece.split(" ", 2))
                .map(piece -> ", " + FieldLabels.field(piece[0]) + ": " + piece[1])
                .collect(Collectors.joining());
        boolean guide = sample.question().knowledge() == Knowledge.GUIDE;
        return question(sample.question()) + apart + (guide ? ", by the guide" : "");
    }

    private static String summary(Mutation.Outcome mutation) {
        int unnoticed = mutation.unnoticed().size();
        return String.format(Locale.US, "%,d small mistakes, one at a time, in the rules: ", mutation.mistakes())
                + (unnoticed == 0
                        ? "a fixture noticed each."
                        : String.format(Locale.US, "no fixture noticed %,d of them.", unnoticed));
    }

    static String summary(Examination examination) {
        return examination
                .tests()
                .map((TestReport report) -> String.format(
                        Locale.US,
                        "%s %,d cases of fixtures and %,d scenarios ran.",
                        verdict(examination, report),
                        report.cases().size(),
                        report.scenarios().size()))
                .orElse(wrong(examination.faults().size(), "No faults.") + " Nothing was tested.");
    }

    /** What a form can accept is what a change alters, and no mistake yet. */
    private static String verdict(Examination examination, TestReport report) {
        List<TestReport.ScenarioResult> otherwise = otherwise(report);
        List<TestReport.CaseResult> moved = moved(report);
        Set<String> scenarios =
                otherwise.stream().map(TestReport.ScenarioResult::file).collect(Collectors.toSet());
        Set<String> cases = moved.stream().map(TestReport.CaseResult::place).collect(Collectors.toSet());
        long others = examination.faults().stream()
                .filter(fault ->
                        !scenarios.contains(fault.file()) && !cases.contains(fault.file() + ":" + fault.line()))
                .count();
        if (otherwise.isEmpty() && moved.isEmpty()) {
            return wrong(others, "No faults.");
        }
        List<String> altered = new ArrayList<>();
        if (!otherwise.isEmpty()) {
            altered.add(DisplayText.several(otherwise.size(), "scenario"));
        }
        if (!moved.isEmpty()) {
            altered.add(DisplayText.several(moved.size(), "case") + " of fixtures");
        }
        return "Your change alters " + DisplayText.list(altered) + "."
                + (others == 0 ? "" : " Beside that: " + wrong(others, ""));
    }

    private static String wrong(long faults, String none) {
        return faults == 0 ? none : faults == 1 ? "One thing is wrong." : faults + " things are wrong.";
    }

    /** Whether this was the test of a draft that passed. */
    boolean mayPublish() {
        return good
                && !job.draft().isEmpty()
                && job.outcome().filter(Outcome.Tested.class::isInstance).isPresent();
    }

    private Optional<TestReport> tests() {
        return job.outcome()
                .filter(Outcome.Tested.class::isInstance)
                .flatMap(tested -> ((Outcome.Tested) tested).examination().tests());
    }

    /** Whether a form can put right what is wrong, or some of it. */
    boolean acceptable() {
        return !(otherwise().isEmpty() && moved().isEmpty());
    }

    /** How an answer differs from what its scenario expects, in words. */
    static String difference(String difference) {
        return difference
                .replaceFirst("^fired: (\\S+) is missing$", "$1 no longer fires")
                .replaceFirst("^fired: (\\S+) is not expected$", "$1 fires now")
                .replaceFirst("^sources: (.+) is missing$", "it no longer rests on $1")
                .replace(" rather than ", ", before ");
    }

    /** Scenarios of a tested draft that are answered otherwise than they expect. */
    List<TestReport.ScenarioResult> otherwise() {
        return tests().map(JobView::otherwise).orElse(List.of());
    }

    private static List<TestReport.ScenarioResult> otherwise(TestReport report) {
        return report.scenarios().stream()
                .filter(scenario -> !scenario.differences().isEmpty())
                .toList();
    }

    /** Cases of fixtures that no longer hold, and that a form can put right. */
    List<TestReport.CaseResult> moved() {
        return tests().map(JobView::moved).orElse(List.of());
    }

    private static List<TestReport.CaseResult> moved(TestReport report) {
        return report.cases().stream()
                .filter(each -> CaseAcceptance.effect(each).isPresent())
                .toList();
    }

    String progress() {
        return job.all() == 0 ? "Getting ready …" : String.format(Locale.US, "%,d of %,d", job.done(), job.all());
    }

    static String part(ImpactReport.Part part) {
        return switch (part.source()) {
            case SCENARIOS -> "Scenarios";
            case RECORDED -> "Recorded questions";
            case GRID -> "Made-up questions around thresholds";
        };
    }

    static String fate(ImpactReport.Fate fate) {
        return switch (fate) {
            case STAYS -> "stays";
            case CHANGES -> "changes";
            case APPEARS -> "appears";
            case VANISHES -> "vanishes";
        };
    }

    /** Parts of answers that differ, in words; one that goes by two names counts once. */
    static String fields(Map<String, Integer> fields) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        fields.forEach((field, times) -> counts.merge(AnswerFields.words(field), times, Math::max));
        return counts(counts);
    }

    static String counts(SortedMap<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    static String words(Side side) {
        Setup setup = side.setup();
        if (side.refused() != null) {
            return "No answer: " + side.refused() + ".";
        }
        if (setup == null || side.hours() == null || side.costUsd() == null) {
            return "No set-up is feasible.";
        }
        return DisplayText.setup(setup) + ", " + DisplayText.hours(side.hours().central()) + ", "
                + DisplayText.dollars(side.costUsd().central());
    }

    static String words(Reason reason) {
        String before = String.join(" ", reason.before());
        String after = String.join(" ", reason.after());
        if (before.isEmpty()) {
            return "now says: " + after;
        }
        return after.isEmpty() ? "no longer says: " + before : "said: " + before + " Now: " + after;
    }
}
