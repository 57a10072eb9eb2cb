package tunewise.web.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Outcome;
import tunewise.catalog.Model;
import tunewise.catalog.Stake;
import tunewise.export.Exports;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.MeasuredRow;
import tunewise.web.page.QuestionForm;
import tunewise.web.page.Warning;
import tunewise.wording.BindingLimit;
import tunewise.wording.DisplayText;

/** A recommendation in the words and figures of its page. */
public final class AnswerView {
    private static final int MOST_WARNINGS = 4;

    private final Recommendation answer;
    private final LoadedRelease loaded;
    private final DisplayNames names;
    private final @Nullable RecordView record;
    private final @Nullable SetupView setup;
    private final AskedView asked;
    private final FiredView fired;
    private final @Nullable FilesView takeAway;

    public AnswerView(Recommendation answer, LoadedRelease loaded) {
        this(answer, loaded, null);
    }

    /** record is how the ledger has it; null where that is not shown. */
    public AnswerView(Recommendation answer, LoadedRelease loaded, @Nullable RecordView record) {
        this.answer = answer;
        this.loaded = loaded;
        this.record = record;
        this.names = new DisplayNames(loaded.catalog());
        this.setup = SetupView.of(answer, loaded, names);
        this.asked = new AskedView(answer, names);
        this.fired = new FiredView(answer, loaded, names);
        this.takeAway = record == null || setup == null
                ? null
                : FilesView.of(answer, new Exports(loaded.catalog()), setup.trainer());
    }

    /** What the guide would pick, and what stands between it and the answer. */
    record GuideSays(boolean agrees, String says, List<Warning> differences) {
        String inShort() {
            return agrees ? "Names the same set-up" : "Would pick another set-up";
        }
    }

    String id() {
        return answer.id();
    }

    /** The chosen set-up; null where no set-up meets the limits. */
    @Nullable
    SetupView setup() {
        return setup;
    }

    AskedView asked() {
        return asked;
    }

    FiredView fired() {
        return fired;
    }

    boolean advised() {
        return answer.outcome() == Outcome.RECOMMENDED;
    }

    String outcome() {
        return switch (answer.outcome()) {
            case RECOMMENDED -> "Recommended";
            case NOT_FEASIBLE -> "Not feasible";
            case NOT_ADVISED -> "Not advised";
        };
    }

    String model() {
        return answer.model().name();
    }

    /** Names the page in the browser. */
    public String title() {
        return answer.model().name() + ": " + (setup == null ? "not feasible" : setup.cards());
    }

    /** What a person could say aloud. */
    String headline() {
        return switch (answer.outcome()) {
            case RECOMMENDED -> spoken();
            case NOT_FEASIBLE -> BindingLimit.of(answer);
            case NOT_ADVISED -> "We advise against fine-tuning here.";
        };
    }

    String subline() {
        return switch (answer.outcome()) {
            case RECOMMENDED -> "For " + asked.subject() + ".";
            case NOT_FEASIBLE ->
                "For " + asked.subject() + ", " + asked.limits()
                        + ". See below what would help, and what excluded each set-up.";
            case NOT_ADVISED ->
                "For " + asked.subject() + ". "
                        + (setup == null ? "No set-up meets these limits either." : "If you do it anyway: " + spoken());
        };
    }

    /** What the figures themselves speak against, or nothing. */
    @Nullable
    String beware() {
        return setup != null ? setup.memory().beware() : null;
    }

    /** How it can be taken away; only what is recorded can. */
    @Nullable
    FilesView takeAway() {
        return takeAway;
    }

    List<Warning> warnings() {
        return Warning.of(answer.caveats(), loaded.catalog(), names);
    }

    /** Those that cost money where nobody heeds them, dearest first, as many as are read. */
    List<Warning> dearWarnings() {
        if (setup == null) {
            return List.of();
        }
        Map<String, Double> stakes = stakes();
        return warnings().stream()
                .filter(warning -> stakes.containsKey(warning.rule()))
                .sorted(Comparator.comparing((Warning warning) -> stakes.get(warning.rule()))
                        .reversed())
                .limit(MOST_WARNINGS)
                .toList();
    }

    /** The rest of them. */
    List<Warning> otherWarnings() {
        List<Warning> dear = dearWarnings();
        return warnings().stream().filter(warning -> !dear.contains(warning)).toList();
    }

    String otherWarningsInShort() {
        int count = otherWarnings().size();
        return count == 1 ? "1 remark" : count + " remarks";
    }

    String measuredInShort() {
        int count = measured().size();
        return count == 1 ? "1 published run" : count + " published runs";
    }

    List<Contents> contents() {
        return Contents.of(this);
    }

    private Map<String, Double> stakes() {
        return loaded.catalog().stakes().stream().collect(Collectors.toMap(Stake::rule, Stake::jobShare));
    }

    @Nullable
    CostChart chart() {
        return CostChart.of(answer, answer.id());
    }

    WhatIfView whatIf() {
        return WhatIfView.of(answer, loaded);
    }

    List<MeasuredRow> measured() {
        return MeasuredRow.of(answer.measured(), loaded.catalog());
    }

    /** Who trains it for you; null where nobody is known to. */
    @Nullable
    ManagedView managed() {
        return answer.managed().isEmpty() ? null : ManagedView.of(answer);
    }

    /** What the guide would pick; null where it has nothing to say. */
    @Nullable
    GuideSays guide() {
        Recommendation.Guide guide = answer.guide();
        if (guide == null) {
            return null;
        }
        String says = guide.agrees()
                ? "The guide, the document that the rules began with, names the same set-up."
                : "The guide, the document that the rules began with, would pick " + DisplayText.setup(guide.setup())
                        + ": by its own figures "
                        + DisplayText.hours(guide.estimate().hours().central()) + " and "
                        + DisplayText.dollars(guide.estimate().costUsd().central()) + " for training alone.";
        return new GuideSays(guide.agrees(), says, Warning.of(guide.differences(), loaded.catalog(), names));
    }

    /** What the same can be asked for. */
    List<String> modelNames() {
        return loaded.catalog().models().stream().map(Model::name).distinct().toList();
    }

    List<FollowUp> followUps() {
        return FollowUp.of(answer);
    }

    /** The form with this question in it. */
    String askAgain() {
        return QuestionForm.address(QuestionForm.of(answer.question()));
    }

    @Nullable
    RecordView record() {
        return record;
    }

    String release() {
        return answer.release().id();
    }

    String published() {
        return answer.release().publishedAt() == null
                ? ""
                : DisplayText.minute(answer.release().publishedAt());
    }

    String recorded() {
        return DisplayText.minute(answer.createdAt());
    }

    private String spoken() {
        return Objects.requireNonNull(setup).spoken();
    }
}
