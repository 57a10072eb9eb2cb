package tunewise.cli.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Estimate.Memory;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Alternative;
import tunewise.advice.Recommendation.CaveatText;
import tunewise.advice.Recommendation.Change;
import tunewise.advice.Recommendation.ExcludedSetup;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.advice.Recommendation.Guide;
import tunewise.advice.Recommendation.Managed;
import tunewise.advice.Recommendation.Outcome;
import tunewise.advice.Recommendation.PartialSetup;
import tunewise.advice.Setup;
import tunewise.cli.terminal.TextPage;
import tunewise.estimate.Range;
import tunewise.question.Knowledge;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.text.Choice;
import tunewise.training.Method;
import tunewise.wording.BindingLimit;
import tunewise.wording.ChangedMachines;
import tunewise.wording.Energy;
import tunewise.wording.Headline;
import tunewise.wording.JobTotals;
import tunewise.wording.ManagedText;

/** An answer as a person reads it in a terminal. */
final class AnswerText {
    private final Recommendation answer;
    private final LoadedRelease loaded;
    private final boolean all;
    private final TextPage page = new TextPage();

    /** loaded is the release that answered; all shows every rule that fired. */
    AnswerText(Recommendation answer, LoadedRelease loaded, boolean all) {
        this.answer = answer;
        this.loaded = loaded;
        this.all = all;
    }

    String text() {
        opening();
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        if (setup != null && estimate != null) {
            details(setup, estimate);
        }
        changes();
        alternatives();
        managed();
        page.measured(answer.measured(), loaded.catalog());
        caveats();
        rules();
        excluded();
        page.blank();
        page.wrapped(
                "",
                0,
                "Recorded as " + answer.id() + " under release "
                        + answer.release().id() + "."
                        + (setup == null ? "" : " Get the files: tunewise export " + answer.id()));
        return page.text();
    }

    private void opening() {
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        if (answer.outcome() == Outcome.NOT_FEASIBLE || setup == null || estimate == null) {
            page.wrapped("", 0, BindingLimit.of(answer));
            return;
        }
        if (answer.outcome() == Outcome.NOT_ADVISED) {
            page.wrapped("", 0, "Fine-tuning is not advised here (see below). If you do it anyway:");
        }
        page.wrapped("", 0, Headline.of(answer.question(), setup, estimate, loaded.catalog()));
    }

    private void details(Setup setup, Estimate estimate) {
        page.blank();
        page.row(
                "Model",
                "%s, %s parameters (%s)"
                        .formatted(
                                answer.model().name(),
                                TextPage.billions(answer.model().parameters()),
                                answer.model().id()));
        if (answer.model().notes() != null) {
            page.row("Read from it", answer.model().notes());
        }
        List<String> training = new ArrayList<>();
        training.add(setup.method().label() + (setup.rank() > 0 ? " rank " + setup.rank() : ""));
        if (setup.method() == Method.QLORA) {
            training.add(setup.quantization().id().toUpperCase(Locale.ROOT) + " base");
        }
        training.add("micro batch " + setup.microBatch()
                + (setup.gradientAccumulation() == 1
                        ? ", no accumulation"
                        : ", accumulated " + setup.gradientAccumulation() + " times"));
        training.add(setup.precision());
        training.add(setup.optimizer());
        if (setup.gradientCheckpointing()) {
            training.add("gradient checkpointing");
        }
        if (setup.flashAttention()) {
            training.add("Flash Attention");
        }
        if (setup.gpuCount() > 1) {
            training.add("sharded by " + setup.sharding().id().toUpperCase(Locale.ROOT));
        }
        training.add("stack " + setup.stack());
        page.row("Method", String.join(", ", training));
        Memory memory = estimate.memory();
        page.row(
                "Memory",
                "%s GiB a GPU of %.1f GiB usable"
                        .formatted(
                                TextPage.between(
                                        new Range(memory.lowGib(), memory.totalGib(), memory.highGib()), "%.1f", ""),
                                memory.usableGib()));
        page.row("Speed", TextPage.between(estimate.tokensPerSecond(), "%,.0f", "") + " tokens/s");
        page.row(
                "Price",
                "$%,.2f an hour%s%s"
                        .formatted(
                                estimate.usdPerHour(),
                                setup.priceOf() == null
                                        ? ""
                                        : " at " + Headline.from(setup, loaded.catalog()) + ", price of "
                                                + setup.priceOf(),
                                Headline.spot(setup, loaded.catalog()) ? ", spot: it can be taken away" : ""));
        if (estimate.job() != null) {
            page.row(
                    "Whole job",
                    hours(estimate.totalHours()) + ", " + dollars(estimate.totalUsd()) + " from set-up to shutdown");
        }
        page.row("Training", hours(estimate.hours()) + ", " + dollars(estimate.costUsd()) + " for training alone");
        if (estimate.generation() != null) {
            page.row(
                    "Generation",
                    hours(estimate.generation().hours()) + ", "
                            + dollars(estimate.generation().costUsd()) + " of that to generate answers");
        }
        Energy.of(setup, estimate, loaded.catalog()).ifPresent(said -> page.row("Energy", said));
        page.row(
                "Quality",
                "%.0f to %.0f %% of what full fine-tuning gives"
                        .formatted(
                                100 * estimate.quality().low(),
                                100 * estimate.quality().high()));
        guide();
    }

    private void guide() {
        Guide guide = answer.guide();
        if (answer.knowledge() == Knowledge.GUIDE || guide == null) {
            return;
        }
        String figures = "%s and %s for %s, by its own figures"
                .formatted(
                        hours(guide.estimate().totalHours()),
                        dollars(guide.estimate().totalUsd()),
                        JobTotals.scope(guide.estimate()));
        page.row(
                "The guide",
                guide.agrees()
                        ? "would take the same: " + figures
                        : "would take %s at %s: %s"
                                .formatted(
                                        sentence(guide.setup()), guide.setup().providerName(), figures));
        guide.differences().forEach(difference -> page.row("", difference.text() + sources(difference.sources())));
    }

    private void changes() {
        if (answer.changes().isEmpty()) {
            return;
        }
        page.heading(answer.setup() == null ? "What would change that" : "Worth considering");
        for (Change change : answer.changes()) {
            page.row(
                    FieldOptions.optionOf(change.field()),
                    "%s gives %s at %s: about %s and $%,.2f"
                            .formatted(
                                    change.field().equals("ownGpus")
                                            ? ChangedMachines.hostMemory(change.to())
                                            : value(change.to()),
                                    sentence(change.then()),
                                    change.then().providerName(),
                                    hours(Range.exactly(change.hours())),
                                    change.costUsd()));
        }
    }

    private void alternatives() {
        if (answer.alternatives().isEmpty()) {
            return;
        }
        page.heading("Alternatives");
        for (Alternative alternative : answer.alternatives()) {
            page.row(
                    "",
                    "%s: %s at %s, about %s and %s"
                            .formatted(
                                    alternative.label(),
                                    sentence(alternative.setup()),
                                    alternative.setup().providerName(),
                                    hours(alternative.estimate().totalHours()),
                                    dollars(alternative.estimate().totalUsd())));
        }
    }

    /** Who trains the same for you, beside what to rent. */
    private void managed() {
        if (answer.managed().isEmpty()) {
            return;
        }
        page.heading("Or rent no machine");
        for (Managed managed : answer.managed()) {
            page.row(
                    "",
                    ManagedText.sentence(managed) + ", at "
                            + ManagedText.price(managed.usdPerMillionTokens(), managed.usdPerMillionMost())
                            + ", price of " + managed.priceOf());
            managed.remarks().forEach(remark -> page.row(remark.rule(), remark.text()));
        }
    }

    private void caveats() {
        page.heading("Know before you pay");
        for (CaveatText caveat : answer.caveats()) {
            page.row(caveat.rule(), caveat.text() + sources(caveat.sources()));
        }
    }

    private void rules() {
        List<FiredRule> shown = answer.rules().stream()
                .filter(rule -> all || (rule.aboutChoice() && rule.phase() != Phase.CAVEATS))
                .toList();
        if (!shown.isEmpty()) {
            page.heading(all ? "Every rule that fired" : "Why");
            for (FiredRule rule : shown) {
                page.row(rule.rule(), rule.sentence() + ": " + rule.found() + sources(rule.sources()));
            }
        }
    }

    /** The same reason once, with everything it excludes. */
    private void excluded() {
        if (answer.excluded().isEmpty()) {
            return;
        }
        page.heading("Why not the others");
        Map<String, List<ExcludedSetup>> byRule = new LinkedHashMap<>();
        for (ExcludedSetup excluded : answer.excluded()) {
            byRule.computeIfAbsent(excluded.rule(), rule -> new ArrayList<>()).add(excluded);
        }
        byRule.forEach((rule, some) -> {
            List<String> rows = all
                    ? some.stream()
                            .map(each -> partial(each.setup()) + each.reason())
                            .toList()
                    : inShort(some);
            rows.forEach(row -> page.row(rule, row));
            if (!all && rows.size() < some.size()) {
                page.row("", "and " + (some.size() - rows.size()) + " more like these (--all shows them)");
            }
            loaded.rulebook()
                    .rule(rule)
                    .map(RuleInfo::remedy)
                    .filter(remedy -> !remedy.isEmpty())
                    .ifPresent(remedy -> page.row("", "What would help: " + remedy + "."));
        });
    }

    /** The first two reasons; one that holds for several is no longer about the first of them. */
    private static List<String> inShort(List<ExcludedSetup> some) {
        Map<String, List<ExcludedSetup>> byReason = new LinkedHashMap<>();
        some.forEach(each -> byReason.computeIfAbsent(each.reason(), reason -> new ArrayList<>())
                .add(each));
        return byReason.values().stream()
                .limit(2)
                .map(same -> (same.size() > 1 ? "" : partial(same.get(0).setup()))
                        + same.get(0).reason())
                .toList();
    }

    private static String sentence(Setup setup) {
        return "%s%s on %dx %s"
                .formatted(
                        setup.method().label(),
                        setup.rank() > 0 ? " at rank " + setup.rank() : "",
                        setup.gpuCount(),
                        setup.gpuName());
    }

    private static String partial(PartialSetup setup) {
        List<String> parts = new ArrayList<>();
        if (setup.method() != null) {
            parts.add(setup.method().label());
        }
        if (setup.gpuName() != null) {
            parts.add((setup.gpuCount() == null ? "" : setup.gpuCount() + "x ") + setup.gpuName());
        }
        if (setup.offer() != null) {
            parts.add("offer " + setup.offer());
        } else if (setup.provider() != null) {
            parts.add(setup.provider());
        }
        return parts.isEmpty() ? "" : String.join(" on ", parts) + ": ";
    }

    /** In minutes below an hour. */
    private static String hours(Range hours) {
        return hours.central() < 1
                ? TextPage.between(hours.times(60), "%,.0f", "") + " min"
                : TextPage.between(hours, hours.central() < 10 ? "%,.1f" : "%,.0f", "") + " h";
    }

    private static String dollars(Range dollars) {
        return TextPage.between(dollars, dollars.central() < 100 ? "%,.2f" : "%,.0f", "$");
    }

    private static String value(@Nullable Object to) {
        if (to == null || (to instanceof List<?> list && list.isEmpty())) {
            return "lifting the limit";
        }
        return to instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : to instanceof Choice choice ? choice.id() : to.toString();
    }

    private static String sources(List<String> sources) {
        return sources.isEmpty() ? "" : " [" + String.join(" ", sources) + "]";
    }
}
