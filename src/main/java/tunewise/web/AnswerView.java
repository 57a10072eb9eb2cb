package tunewise.web;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Knowhow;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.CaveatText;
import tunewise.advice.Recommendation.Estimate;
import tunewise.advice.Recommendation.ExcludedSetup;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.advice.Recommendation.Outcome;
import tunewise.advice.Recommendation.PartialSetup;
import tunewise.advice.Recommendation.Setup;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.estimate.Range;
import tunewise.export.Exports;
import tunewise.question.Choice;
import tunewise.question.Knowledge;
import tunewise.question.Method;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.question.Workload;
import tunewise.rulebook.Phase;

/** A recommendation in the words and figures of its page. */
final class AnswerView {
    private final Recommendation answer;
    private final Knowhow knowhow;
    private final Names names;
    private final @Nullable RecordView record;

    AnswerView(Recommendation answer, Knowhow knowhow) {
        this(answer, knowhow, null);
    }

    /** record is how the ledger has it; null where that is not shown. */
    AnswerView(Recommendation answer, Knowhow knowhow, @Nullable RecordView record) {
        this.answer = answer;
        this.knowhow = knowhow;
        this.record = record;
        this.names = Names.of(knowhow.catalog());
    }

    /** A line of a card. */
    record Fact(String label, String value, @Nullable String note) {
        static Fact of(String label, String value) {
            return new Fact(label, value, null);
        }
    }

    /** A source with what it says; what is no longer in the catalog has only its id. */
    record Cited(String id, String title, String says) {}

    /** Something the person must know. */
    record Warning(String rule, String text, List<Cited> sources) {}

    /** What the guide would pick, and what stands between it and the answer. */
    record GuideSays(boolean agrees, String says, List<Warning> differences) {}

    /** A rule that fired, with everything it found. */
    record Fired(String rule, String sentence, List<String> found, List<String> facts, List<Cited> sources) {}

    /** Rules of one phase. */
    record Part(String title, List<Fired> rules) {}

    /** Another set-up beside the chosen one. */
    record Beside(String label, String setup, String hours, String dollars, String memory, String quality) {}

    /** What one rule excluded. */
    record Group(String rule, String sentence, List<Out> setups) {}

    /** An excluded set-up and why. */
    record Out(String setup, String reason) {}

    /** A change of the question that gives a set-up: one press asks again. */
    record FollowUp(String says, String then, Map<String, List<String>> fields) {}

    String id() {
        return answer.id();
    }

    boolean hasSetup() {
        return answer.setup() != null && answer.estimate() != null;
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

    /** Names the page in the browser. */
    String title() {
        Setup setup = answer.setup();
        return answer.model().name() + ": "
                + (setup == null ? "not feasible" : Words.cards(setup.gpuCount(), setup.gpuName()));
    }

    /** What a person could say aloud. */
    String headline() {
        return switch (answer.outcome()) {
            case RECOMMENDED -> spoken();
            case NOT_FEASIBLE -> "No set-up meets these limits.";
            case NOT_ADVISED -> "Better not fine-tune for this.";
        };
    }

    String subline() {
        return switch (answer.outcome()) {
            case RECOMMENDED -> "For " + subject() + ".";
            case NOT_FEASIBLE ->
                "For " + subject() + ", " + limits()
                        + ". What is told below was computed, and every set-up that was looked at is listed with the figure"
                        + " that ruled it out.";
            case NOT_ADVISED -> "For " + subject() + ". If you do it all the same: " + spoken();
        };
    }

    /** What the figures themselves speak against, or nothing. */
    @Nullable
    String beware() {
        return hasSetup() ? memory().beware() : null;
    }

    List<Fact> rent() {
        Setup setup = setup();
        Estimate estimate = estimate();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("GPU", Words.cards(setup.gpuCount(), setup.gpuName()), usable(setup)));
        facts.add(Fact.of("Provider", setup.providerName()));
        Optional<Offer> offer = offer(setup.offer());
        facts.add(new Fact(
                "Price",
                Words.dollars(estimate.usdPerHour()) + " an hour",
                offer.map(this::age).orElse("by the rules that answered")));
        return facts;
    }

    List<Fact> train() {
        Setup setup = setup();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Method", Words.method(setup.method())));
        if (setup.rank() > 0) {
            facts.add(Fact.of("Rank", Integer.toString(setup.rank())));
        }
        if (setup.method() == Method.QLORA) {
            facts.add(Fact.of("Base", Words.quantization(setup.quantization())));
        }
        int step = setup.microBatch() * setup.gradientAccumulation() * setup.gpuCount();
        facts.add(new Fact(
                "Batch",
                samples(setup.microBatch()) + " a GPU",
                "gradients accumulated over " + setup.gradientAccumulation()
                        + (setup.gradientAccumulation() == 1 ? " micro batch: " : " micro batches: ") + samples(step)
                        + " a step"));
        facts.add(Fact.of("Techniques", Words.sentence(Words.list(techniques(setup)))));
        if (setup.gpuCount() > 1) {
            facts.add(Fact.of("Model", Words.sentence(Words.sharding(setup.sharding()))));
        }
        facts.add(Fact.of("Optimizer", Words.sentence(Words.optimizer(setup.optimizer()))));
        Recommendation.Training training = answer.training();
        if (training != null) {
            facts.add(new Fact(
                    "Learning rate",
                    Words.learningRate(training.learningRate()),
                    training.schedule().id() + ", with a warm-up over " + training.warmUpSteps() + " of "
                            + training.steps() + " steps"));
        }
        facts.add(Fact.of("Stack", stack(setup.stack())));
        if (!setup.concessions().isEmpty()) {
            facts.add(new Fact(
                    "Given up",
                    Words.sentence(Words.list(
                            setup.concessions().stream().map(Words::concession).toList())),
                    "to make it fit"));
        }
        return facts;
    }

    List<Fact> takes() {
        Estimate estimate = estimate();
        Recommendation.Job job = estimate.job();
        List<Fact> facts = new ArrayList<>();
        if (job != null) {
            facts.add(fact("Time of the whole job", job.hours(), Words::hours));
            facts.add(fact("Cost of the whole job", job.costUsd(), Words::dollars));
        }
        facts.add(fact(job == null ? "Time" : "Of it training", estimate.hours(), Words::hours));
        facts.add(fact(job == null ? "Cost of one run" : "Which costs", estimate.costUsd(), Words::dollars));
        facts.add(fact("Speed", estimate.tokensPerSecond(), Words::speed));
        return facts;
    }

    /** What the figures of time and cost hold. */
    String takesMeans() {
        return estimate().job() == null
                ? "Of one run, training only."
                : "The whole job is setting up, training, evaluation and a reserve, from renting to giving back.";
    }

    String quality() {
        return Words.share(estimate().quality().low(), estimate().quality().high());
    }

    String qualityMeans() {
        return answer.knowledge() == Knowledge.GUIDE
                ? "of what full fine-tuning reaches, by the guide's figures."
                : "of what full fine-tuning would gain over the untrained model, by published measurements.";
    }

    MemoryBar memory() {
        return MemoryBar.of(estimate().memory());
    }

    /** The address at which every part of the memory stands with its formula; null where the guide's figures decide. */
    @Nullable
    String formulas() {
        ModelAsk model = answer.question().model();
        if (answer.knowledge() == Knowledge.GUIDE || model instanceof ModelAsk.Configured) {
            return null;
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        QuestionForm.of(answer.question()).forEach((field, values) -> {
            if (field.startsWith("model")) {
                fields.put(field, values);
            }
        });
        Setup setup = setup();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("method", setup.method().id());
        if (setup.rank() > 0) {
            config.put("rank", setup.rank());
        }
        config.put("quantization", setup.quantization().id());
        config.put("microBatch", setup.microBatch());
        config.put("sequenceLength", answer.question().sequenceLength());
        config.put("gradientCheckpointing", setup.gradientCheckpointing() ? "yes" : "no");
        config.put("flashAttention", setup.flashAttention() ? "yes" : "no");
        config.put("precision", setup.precision());
        config.put("optimizer", setup.optimizer());
        config.put("gpu", setup.gpu());
        config.put("gpuCount", setup.gpuCount());
        config.put("sharding", setup.sharding().id());
        config.put("stack", setup.stack());
        config.forEach((field, value) -> fields.put(field, List.of(value.toString())));
        return QuestionForm.address("/estimates", fields);
    }

    /** The card's name, for the memory it has. */
    String gpuName() {
        return setup().gpuName();
    }

    /** The trainer that memory and time were estimated for. */
    String trainer() {
        return stack(setup().stack());
    }

    /** How it can be taken away; only what is recorded can. */
    @Nullable
    TakeAway takeAway() {
        return record == null || !hasSetup() ? null : TakeAway.of(answer, new Exports(knowhow.catalog()), trainer());
    }

    List<Warning> warnings() {
        return warnings(answer.caveats());
    }

    private List<Warning> warnings(List<CaveatText> caveats) {
        return caveats.stream()
                .map(caveat ->
                        new Warning(caveat.rule(), Words.sentence(names.in(caveat.text())), cited(caveat.sources())))
                .toList();
    }

    @Nullable
    CostChart chart() {
        return CostChart.of(answer);
    }

    WhatIfView whatIf() {
        return WhatIfView.of(answer, knowhow);
    }

    List<MeasuredRow> measured() {
        return MeasuredRow.of(answer.measured(), catalog().sources());
    }

    List<Beside> besides() {
        return answer.alternatives().stream()
                .map(other -> new Beside(
                        Words.sentence(other.label()),
                        Words.setup(other.setup()),
                        Words.hours(Whole.hours(other.estimate()).central()),
                        Words.dollars(Whole.costUsd(other.estimate()).central()),
                        Words.gib(other.estimate().memory().highGib()) + " of "
                                + Words.gib(other.estimate().memory().usableGib()),
                        Words.share(
                                other.estimate().quality().low(),
                                other.estimate().quality().high())))
                .toList();
    }

    /** The chosen set-up, for comparison with those beside it. */
    Beside chosen() {
        Estimate estimate = estimate();
        return new Beside(
                advised() ? "Recommended" : "If at all",
                Words.setup(setup()),
                Words.hours(Whole.hours(estimate).central()),
                Words.dollars(Whole.costUsd(estimate).central()),
                Words.gib(estimate.memory().highGib()) + " of "
                        + Words.gib(estimate.memory().usableGib()),
                quality());
    }

    /** The rules about the choice, phase by phase; caveats have a place of their own. */
    List<Part> why() {
        return parts(FiredRule::aboutChoice);
    }

    List<Part> otherRules() {
        return parts(rule -> !rule.aboutChoice());
    }

    int otherFirings() {
        return otherRules().stream()
                .flatMap(part -> part.rules().stream())
                .mapToInt(rule -> rule.found().size())
                .sum();
    }

    List<Group> excluded() {
        Map<String, String> sentences = new LinkedHashMap<>();
        answer.rules().forEach(rule -> sentences.put(rule.rule(), rule.sentence()));
        Map<String, List<Out>> byRule = new LinkedHashMap<>();
        for (ExcludedSetup excluded : answer.excluded()) {
            byRule.computeIfAbsent(excluded.rule(), rule -> new ArrayList<>())
                    .add(new Out(partial(excluded.setup()), Words.sentence(names.in(excluded.reason()))));
        }
        List<Group> groups = new ArrayList<>();
        byRule.forEach((rule, outs) -> groups.add(new Group(rule, sentences.getOrDefault(rule, rule), outs)));
        return groups;
    }

    int excludedCount() {
        return answer.excluded().size();
    }

    /** What the guide would pick; null where it has nothing to say. */
    @Nullable
    GuideSays guide() {
        Recommendation.Guide guide = answer.guide();
        if (guide == null) {
            return null;
        }
        String says = guide.agrees()
                ? "The guide names the same set-up."
                : "The guide would pick " + Words.setup(guide.setup()) + ": by its own figures "
                        + Words.hours(guide.estimate().hours().central()) + " and "
                        + Words.dollars(guide.estimate().costUsd().central()) + ".";
        return new GuideSays(guide.agrees(), says, warnings(guide.differences()));
    }

    List<FollowUp> followUps() {
        return answer.changes().stream()
                .map(change -> {
                    Map<String, List<String>> fields = QuestionForm.of(answer.question());
                    changed(change).forEach((field, to) -> fields.put(field, Words.values(to)));
                    return new FollowUp(
                            Words.sentence(Words.list(changed(change).entrySet().stream()
                                    .map(entry -> says(entry.getKey(), entry.getValue()))
                                    .toList())),
                            Words.setup(change.then()) + ": about " + Words.hours(change.hours()) + " and "
                                    + Words.dollars(change.costUsd()),
                            fields);
                })
                .toList();
    }

    List<Fact> question() {
        Question asked = answer.question();
        Workload workload = asked.workload();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                Words.field("model"),
                answer.model().name(),
                Words.parameters(answer.model().parameters())
                        + (answer.model().activeParameters() < answer.model().parameters()
                                ? ", of which a token passes through "
                                        + Words.parameters(answer.model().activeParameters())
                                : "")));
        facts.add(new Fact(
                Words.field("tokens"),
                Words.count(asked.tokens()) + " tokens",
                Words.several(asked.epochs(), "epoch") + ", samples of " + Words.count(asked.sequenceLength())
                        + " tokens"));
        facts.add(fact("task", Words.task(asked.task())));
        facts.add(fact("budgetUsd", asked.budgetUsd() == null ? "no limit" : Words.dollars(asked.budgetUsd())));
        facts.add(
                fact("deadlineHours", asked.deadlineHours() == null ? "no limit" : Words.hours(asked.deadlineHours())));
        facts.add(fact("priority", Words.priority(asked.priority())));
        facts.add(fact(
                "methods",
                asked.methods().isEmpty()
                        ? "any"
                        : Words.list(asked.methods().stream().map(Words::method).toList())));
        facts.add(fact("gpus", any(asked.gpus(), this::gpu)));
        facts.add(fact("providers", any(asked.providers(), this::provider)));
        facts.add(fact("maxGpus", Integer.toString(asked.maxGpus())));
        facts.add(fact("commitment", Words.commitment(asked.commitment())));
        facts.add(fact("reliability", Words.reliability(asked.reliability())));
        facts.add(fact("stack", stack(asked.stack())));
        facts.add(fact(
                "workload.inferenceCalls",
                workload.inferenceCalls() == null ? "not said" : Words.count(workload.inferenceCalls()) + " in all"));
        facts.add(fact("workload.production", workload.production() ? "yes" : "no"));
        facts.add(fact("workload.variants", Words.count(workload.variants())));
        facts.add(fact("workload.runsPerYear", Words.count(workload.runsPerYear())));
        facts.add(fact("knowledge", Words.knowledge(asked.knowledge())));
        facts.add(fact("asOf", Words.day(asked.asOf())));
        return facts;
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
                : Words.minute(answer.release().publishedAt());
    }

    String recorded() {
        return Words.minute(answer.createdAt());
    }

    private String spoken() {
        Setup setup = setup();
        Estimate estimate = estimate();
        String training =
                switch (setup.method()) {
                    case FULL -> "train all weights";
                    case LORA -> "train a LoRA adapter of rank\u00a0" + setup.rank();
                    case QLORA -> "train a QLoRA adapter of rank\u00a0" + setup.rank() + " over a 4-bit base";
                };
        return "Rent " + Words.spokenCards(setup.gpuCount(), setup.gpuName()) + " from " + setup.providerName()
                + " and " + training + ": about "
                + Words.hours(Whole.hours(estimate).central()) + " and "
                + Words.dollars(Whole.costUsd(estimate).central()) + ".";
    }

    private String subject() {
        Question asked = answer.question();
        String name = asked.model() instanceof ModelAsk.Named
                ? answer.model().name() + " (" + Words.parameters(answer.model().parameters()) + ")"
                : answer.model().name() + " of "
                        + Words.parameters(answer.model().parameters());
        return name + " on " + Words.count(asked.tokens()) + " tokens, " + Words.several(asked.epochs(), "epoch");
    }

    private String limits() {
        Question asked = answer.question();
        List<String> limits = new ArrayList<>();
        if (asked.budgetUsd() != null) {
            limits.add("a budget of " + Words.dollars(asked.budgetUsd()));
        }
        if (asked.deadlineHours() != null) {
            limits.add("a deadline of " + Words.hours(asked.deadlineHours()));
        }
        limits.add("at most " + Words.several(asked.maxGpus(), "GPU"));
        return Words.list(limits);
    }

    private String usable(Setup setup) {
        return Words.gib(estimate().memory().usableGib()) + " usable" + (setup.gpuCount() > 1 ? " each" : "");
    }

    /** Only a price of the release that answered may be told of. */
    private Optional<Offer> offer(String id) {
        return answer.release().id().equals(knowhow.release())
                ? catalog().offersOn(answer.question().asOf()).stream()
                        .filter(offer -> offer.id().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    private String age(Offer offer) {
        long days = ChronoUnit.DAYS.between(offer.looked(), answer.question().asOf());
        String when = "as looked up on " + Words.day(offer.looked());
        String age = days > 0 ? when + ", " + (days == 1 ? "a day" : days + " days") + " before" : when;
        return offer.note().isEmpty() ? age : age + "; " + offer.note();
    }

    private static List<String> techniques(Setup setup) {
        List<String> techniques = new ArrayList<>();
        techniques.add(setup.precision());
        if (setup.flashAttention()) {
            techniques.add("Flash Attention");
        }
        if (setup.gradientCheckpointing()) {
            techniques.add("gradient checkpointing");
        }
        return techniques;
    }

    private static String samples(int count) {
        return count == 1 ? "1 sample" : count + " samples";
    }

    private List<Part> parts(Predicate<FiredRule> which) {
        List<Part> parts = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase == Phase.CAVEATS) {
                continue;
            }
            Map<String, List<FiredRule>> byRule = new LinkedHashMap<>();
            answer.rules().stream()
                    .filter(rule -> rule.phase() == phase)
                    .filter(which)
                    .forEach(rule -> byRule.computeIfAbsent(rule.rule(), id -> new ArrayList<>())
                            .add(rule));
            if (!byRule.isEmpty()) {
                parts.add(new Part(
                        Words.phase(phase),
                        byRule.values().stream().map(this::fired).toList()));
            }
        }
        return parts;
    }

    private Fired fired(List<FiredRule> firings) {
        FiredRule first = firings.get(0);
        Set<String> found = new LinkedHashSet<>();
        Set<String> facts = new LinkedHashSet<>();
        for (FiredRule firing : firings) {
            found.add(Words.sentence(names.in(firing.found())));
            firing.facts().forEach(fact -> facts.add(names.in(fact)));
        }
        return new Fired(
                first.rule(), first.sentence(), List.copyOf(found), List.copyOf(facts), cited(first.sources()));
    }

    private List<Cited> cited(List<String> ids) {
        return Cites.of(ids, catalog().sources());
    }

    private String partial(PartialSetup setup) {
        List<String> parts = new ArrayList<>();
        if (setup.method() != null) {
            parts.add(Words.method(setup.method(), setup.rank() == null ? 0 : setup.rank()));
        }
        if (setup.gpuName() != null) {
            parts.add((parts.isEmpty() ? "" : setup.rank() == null ? "on " : ", on ")
                    + (setup.gpuCount() == null ? setup.gpuName() : Words.cards(setup.gpuCount(), setup.gpuName())));
        }
        if (setup.provider() != null) {
            parts.add((parts.isEmpty() ? "" : "at ") + provider(setup.provider()));
        }
        return parts.isEmpty() ? "In general" : String.join(" ", parts).replace(" , ", ", ");
    }

    /** A change of several fields names them in one, and has their values by name. */
    private static Map<String, @Nullable Object> changed(Recommendation.Change change) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        if (change.to() instanceof Map<?, ?> several) {
            several.forEach((field, to) -> changed.put(String.valueOf(field), to));
        } else {
            changed.put(change.field(), change.to());
        }
        return changed;
    }

    private String says(String field, @Nullable Object to) {
        List<String> values = Words.values(to instanceof Choice choice ? choice.id() : to);
        if (values.isEmpty()) {
            return switch (field) {
                case "methods" -> "allow every method";
                case "gpus" -> "allow every GPU";
                case "providers" -> "allow every provider";
                default -> "lift the limit on " + Words.field(field).toLowerCase(Locale.ROOT);
            };
        }
        String value = values.get(0);
        return switch (field) {
            case "budgetUsd" -> "a budget of " + Words.dollars(Double.parseDouble(value));
            case "deadlineHours" -> "a deadline of " + Words.hours(Double.parseDouble(value));
            case "maxGpus" -> "up to " + value + " GPUs";
            case "commitment" -> value.equals("spot") ? "spot machines too" : "reserved prices too";
            default -> Words.field(field) + ": " + String.join(", ", values);
        };
    }

    static Fact fact(String label, Range range, DoubleFunction<String> words) {
        return new Fact(label, words.apply(range.central()), Words.between(range, words));
    }

    private static Fact fact(String field, String value) {
        return Fact.of(Words.field(field), Words.sentence(value));
    }

    private static String any(List<String> ids, Function<String, String> name) {
        return ids.isEmpty() ? "any" : Words.list(ids.stream().map(name).toList());
    }

    private String gpu(String id) {
        return catalog().gpu(id).map(Gpu::name).orElse(id);
    }

    private String provider(String id) {
        return catalog().provider(id).map(Provider::name).orElse(id);
    }

    private String stack(String id) {
        return catalog().stack(id).map(stack -> stack.name()).orElse(id);
    }

    private Catalog catalog() {
        return knowhow.catalog();
    }

    private Setup setup() {
        return Stream.ofNullable(answer.setup()).findFirst().orElseThrow();
    }

    private Estimate estimate() {
        return Stream.ofNullable(answer.estimate()).findFirst().orElseThrow();
    }
}
