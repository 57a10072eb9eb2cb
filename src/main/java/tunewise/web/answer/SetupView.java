package tunewise.web.answer;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Estimates;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.catalog.Offer;
import tunewise.catalog.Tier;
import tunewise.estimate.MemoryEstimate;
import tunewise.question.Knowledge;
import tunewise.question.ModelAsk;
import tunewise.training.Method;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.Fact;
import tunewise.web.page.MemoryBar;
import tunewise.web.page.MemoryPart;
import tunewise.web.page.QuestionForm;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.wording.Energy;
import tunewise.wording.Headline;

/** The chosen set-up of an answer, card by card, and those beside it. */
final class SetupView {
    /** What figures with two decimals may differ by. */
    private static final double ROUNDING_GIB = 0.01;

    private final Recommendation answer;
    private final Setup setup;
    private final Estimate estimate;
    private final LoadedRelease loaded;
    private final DisplayNames names;

    private SetupView(Recommendation answer, Setup setup, Estimate estimate, LoadedRelease loaded, DisplayNames names) {
        this.answer = answer;
        this.setup = setup;
        this.estimate = estimate;
        this.loaded = loaded;
        this.names = names;
    }

    /** Null where no set-up meets the limits. */
    static @Nullable SetupView of(Recommendation answer, LoadedRelease loaded, DisplayNames names) {
        Setup setup = answer.setup();
        Estimate estimate = answer.estimate();
        return setup == null || estimate == null ? null : new SetupView(answer, setup, estimate, loaded, names);
    }

    /** What a person could say aloud. */
    String spoken() {
        return Headline.of(answer.question(), setup, estimate, loaded.catalog());
    }

    String cards() {
        return DisplayText.cards(setup.gpuCount(), setup.gpuName());
    }

    /** Whether it runs on the person's own machine. */
    boolean owned() {
        return setup.owned();
    }

    List<Fact> rent() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("GPU", cards(), usable()));
        facts.add(new Fact("Provider", setup.providerName(), tierAndPlace()));
        Optional<Offer> offer = offer(setup.offer());
        String age =
                owned() ? "for its power, or as you said" : offer.map(this::age).orElse("by the rules that answered");
        facts.add(new Fact(
                Headline.spot(setup, loaded.catalog()) ? "Spot price" : "Price",
                DisplayText.dollars(estimate.usdPerHour()) + " an hour",
                setup.gpuCount() == 1
                        ? age
                        : DisplayText.dollars(estimate.usdPerHour() / setup.gpuCount()) + " a GPU, " + age));
        facts.addAll(energy());
        return facts;
    }

    /** How and where the machine is rented out, as far as its list says. */
    private @Nullable String tierAndPlace() {
        String told = Stream.of(
                        loaded.catalog()
                                .market()
                                .tier(setup.tier())
                                .map(Tier::name)
                                .orElse(""),
                        setup.region(),
                        setup.instance())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return told.isEmpty() ? null : told;
    }

    /** What the run draws; empty where the power of the GPU is not known. */
    List<Fact> energy() {
        return Energy.of(setup, estimate, loaded.catalog()).stream()
                .map(said -> Fact.of("Energy", said))
                .toList();
    }

    List<Fact> train() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Method", DisplayText.method(setup.method())));
        if (setup.rank() > 0) {
            facts.add(Fact.of("Rank", Integer.toString(setup.rank())));
        }
        if (setup.method() == Method.QLORA) {
            facts.add(Fact.of("Base", ChoiceText.quantization(setup.quantization())));
        }
        int step = setup.microBatch() * setup.gradientAccumulation() * setup.gpuCount();
        facts.add(new Fact(
                "Batch",
                samples(setup.microBatch()) + " a GPU",
                "gradients accumulated over " + setup.gradientAccumulation()
                        + (setup.gradientAccumulation() == 1 ? " micro batch: " : " micro batches: ") + samples(step)
                        + " a step"));
        facts.add(Fact.of("Techniques", DisplayText.sentence(DisplayText.list(techniques()))));
        if (setup.gpuCount() > 1) {
            facts.add(Fact.of("Model", DisplayText.sentence(ChoiceText.sharding(setup.sharding()))));
        }
        facts.add(Fact.of("Optimizer", DisplayText.sentence(ChoiceText.optimizer(setup.optimizer()))));
        Recommendation.Training training = answer.training();
        if (training != null) {
            facts.add(new Fact(
                    "Learning rate",
                    DisplayText.learningRate(training.learningRate()),
                    training.schedule().id() + ", with a warm-up over " + training.warmUpSteps() + " of "
                            + training.steps() + " steps"));
        }
        facts.add(Fact.of("Stack", names.stack(setup.stack())));
        if (!setup.fallbacks().isEmpty()) {
            facts.add(new Fact(
                    "Trade-off",
                    DisplayText.sentence(DisplayText.list(
                            setup.fallbacks().stream().map(ChoiceText::fallback).toList())),
                    "to make it fit"));
        }
        return facts;
    }

    /** The heading above the bar of time and cost. */
    String takesTitle() {
        return estimate.job() == null ? "What training takes" : "What the whole job takes";
    }

    /** As in "LoRA, rank 16, on 1 × RTX 4090 at RunPod". */
    String inShort() {
        return DisplayText.setup(setup);
    }

    /** As in "19.4 GiB (17.5 to 22.7) of 23.5 GiB". */
    String memoryInShort() {
        return memory().needs() + " of " + memory().usable();
    }

    String quality() {
        return DisplayText.share(estimate.quality().low(), estimate.quality().high());
    }

    String qualityMeans() {
        return answer.knowledge() == Knowledge.GUIDE
                ? "of what full fine-tuning reaches, by the guide's figures."
                : "of what full fine-tuning would gain over the untrained model, by published measurements.";
    }

    MemoryBar memory() {
        return MemoryBar.of(estimate.memory());
    }

    /** What the memory of one GPU is made of, at the moment that needs most. */
    record Computed(String peak, List<MemoryPart> parts) {}

    /** Null where the figures are the guide's, or those of a release or a program that estimated otherwise. */
    @Nullable
    Computed computed() {
        if (answer.knowledge() == Knowledge.GUIDE || !answered()) {
            return null;
        }
        MemoryEstimate memory = Estimates.chosen(loaded, answer);
        double recorded = estimate.memory().totalGib();
        if (Math.abs(memory.totalGib().central() - recorded) > ROUNDING_GIB) {
            return null;
        }
        return new Computed(memory.moment().summary(), MemoryPart.all(EstimateAnswer.Part.all(memory)));
    }

    /** The address at which the same is estimated and can be changed; null by the guide and of a config.json. */
    @Nullable
    String estimated() {
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
        return setup.gpuName();
    }

    /** The trainer that memory and time were estimated for. */
    String trainer() {
        return names.stack(setup.stack());
    }

    /** What a form sends for one of those beside to be shown in full. */
    Map<String, List<String>> fields() {
        return WhatIfView.beside(answer.id(), answer);
    }

    /** The three things that decided. */
    List<Reasons.Reason> reasons() {
        return Reasons.of(answer, setup, estimate, answered() ? loaded.catalog() : null);
    }

    /** The whole job, part by part. */
    JobBar job() {
        return JobBar.of(estimate, answered() ? loaded.catalog() : null);
    }

    /** Others that are worth a look, those first that most people ask for. */
    List<TopAlternative> alternatives() {
        return TopAlternative.of(answer, estimate);
    }

    /** All that it takes and gives, for comparison with another. */
    List<Fact> takes() {
        List<Fact> facts = new ArrayList<>();
        if (estimate.job() != null) {
            facts.add(Fact.of("Time of the whole job", estimate.totalHours(), DisplayText::hours));
            facts.add(Fact.of("Cost of the whole job", estimate.totalUsd(), DisplayText::dollars));
        }
        facts.addAll(yields());
        return facts;
    }

    /** What the run yields and how fast; what the whole job takes stands above. */
    List<Fact> yields() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Quality", quality(), qualityMeans()));
        if (estimate.generation() != null) {
            facts.add(Fact.of("Time to generate answers", estimate.generation().hours(), DisplayText::hours));
            facts.add(Fact.of("Cost to generate answers", estimate.generation().costUsd(), DisplayText::dollars));
        }
        facts.add(Fact.of("Speed", estimate.tokensPerSecond(), DisplayText::speed));
        facts.add(Fact.of("Training time", estimate.hours(), DisplayText::hours));
        facts.add(Fact.of("Training cost", estimate.costUsd(), DisplayText::dollars));
        return facts;
    }

    /** Whether the release in force is the one that answered, so that its catalogs may be named. */
    private boolean answered() {
        return answer.release().id().equals(loaded.release());
    }

    private String usable() {
        return DisplayText.gib(estimate.memory().usableGib()) + " usable" + (setup.gpuCount() > 1 ? " each" : "");
    }

    /** A price is shown only where the release that answered is in force. */
    private Optional<Offer> offer(String id) {
        return answered()
                ? loaded.catalog().offersOn(answer.question().asOf()).stream()
                        .filter(offer -> offer.id().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    private String age(Offer offer) {
        long days = ChronoUnit.DAYS.between(offer.looked(), answer.question().asOf());
        String when = "as looked up on " + DisplayText.day(offer.looked());
        String age = days > 0 ? when + ", " + (days == 1 ? "a day" : days + " days") + " before" : when;
        return offer.note().isEmpty() ? age : age + "; " + offer.note();
    }

    private List<String> techniques() {
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
}
