package tunewise.web.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Estimate.Likelihood;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.Stack;
import tunewise.estimate.Fit;
import tunewise.estimate.Range;
import tunewise.question.EstimateRequest;
import tunewise.question.FieldFault;
import tunewise.question.Question;
import tunewise.text.Choice;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;
import tunewise.web.page.Fact;
import tunewise.web.page.FormFields;
import tunewise.web.page.MeasuredRow;
import tunewise.web.page.MemoryBar;
import tunewise.web.page.MemoryPart;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.wording.FitWords;

/** The form of one configuration, and what that configuration takes. */
final class EstimateView {
    private static final List<FormFields.Option> AS_USUAL =
            List.of(new FormFields.Option("", "As is usual for method and stack", null));
    private static final Set<String> FOLDED = Set.of(
            "rank",
            "targets",
            "quantization",
            "gradientCheckpointing",
            "flashAttention",
            "attention",
            "objective",
            "teacher",
            "generations",
            "completionLength",
            "imagesPerSample",
            "tokensPerImage",
            "trainVision",
            "precomputedReference",
            "adapterBits",
            "precision",
            "optimizer",
            "loss",
            "sharding",
            "packing",
            "compile");

    private final LoadedRelease loaded;
    private final Catalog catalog;
    private final FormFields fields;
    private final @Nullable EstimateAnswer answer;
    private final @Nullable Fitting fitting;

    EstimateView(
            LoadedRelease loaded,
            Map<String, List<String>> given,
            List<FieldFault> faults,
            @Nullable EstimateAnswer answer,
            @Nullable Fitting fitting) {
        this.fitting = fitting;
        this.loaded = loaded;
        this.catalog = loaded.catalog();
        this.fields = new FormFields(
                given, Map.of("method", List.of(Method.LORA.id()), "stack", List.of(Question.DEFAULT_STACK)), faults);
        this.answer = answer;
    }

    FormFields fields() {
        return fields;
    }

    boolean open() {
        return FOLDED.stream().anyMatch(fields::unusual);
    }

    List<Model> suggested() {
        return fields.suggested(loaded);
    }

    List<Model> models() {
        return catalog.models();
    }

    List<FormFields.Option> methods() {
        return FormFields.Option.all(Method.values(), DisplayText::method);
    }

    List<FormFields.Option> gpus() {
        return Stream.concat(
                        Stream.of(new FormFields.Option("", "None: memory alone", null)),
                        catalog.gpus().stream()
                                .map(gpu -> new FormFields.Option(
                                        gpu.id(), gpu.name() + ", " + DisplayText.gib(gpu.usableGib()), null)))
                .toList();
    }

    List<FormFields.Option> stacks() {
        return catalog.stacks().stream()
                .map(stack -> new FormFields.Option(stack.id(), stack.name(), null))
                .toList();
    }

    List<FormFields.Option> quantizations() {
        return usualOr(Quantization.values(), ChoiceText::quantization);
    }

    List<FormFields.Option> precisions() {
        return usualOr(Precision.values(), Precision::id);
    }

    List<FormFields.Option> optimizers() {
        return usualOr(Optimizer.values(), Optimizer::id);
    }

    List<FormFields.Option> losses() {
        return usualOr(Loss.values(), ChoiceText::loss);
    }

    List<FormFields.Option> shardings() {
        return usualOr(Sharding.values(), ChoiceText::sharding);
    }

    List<FormFields.Option> attentions() {
        return usualOr(Attention.values(), ChoiceText::attention);
    }

    List<FormFields.Option> objectives() {
        return FormFields.Option.all(Objective.values(), ChoiceText::objective);
    }

    List<FormFields.Option> flags() {
        return Stream.concat(
                        AS_USUAL.stream(),
                        Stream.of(new FormFields.Option("yes", "Yes", null), new FormFields.Option("no", "No", null)))
                .toList();
    }

    boolean answered() {
        return answer != null;
    }

    String headline() {
        EstimateAnswer known = known();
        Integer rank = known.request().rank();
        String gpu = known.gpuName();
        return DisplayText.method(known.request().method()) + (rank == null ? "" : " at rank " + rank) + " of "
                + known.model().name()
                + (gpu == null ? "" : " on " + DisplayText.cards(known.request().gpuCount(), gpu))
                + " takes " + DisplayText.gib(known.memory().totalGib())
                + (known.request().gpuCount() > 1 ? " a GPU" : "");
    }

    /** Whether it fits, in words; null when no GPU was named. */
    @Nullable
    String verdict() {
        EstimateAnswer known = known();
        Double usable = known.memory().usableGib();
        if (usable == null) {
            return null;
        }
        double most = known.memory().highGib();
        if (fits()) {
            return "It fits the " + known.gpuName() + ": at most " + DisplayText.gib(most) + " of "
                    + DisplayText.gib(usable) + " usable.";
        }
        Likelihood fit = Objects.requireNonNull(known.fit());
        if (fit.verdict() == Fit.LIKELY) {
            return "It likely fits the " + known.gpuName() + ": " + FitWords.share(fit)
                    + " such runs do. It may take up to " + DisplayText.gib(most) + ", and " + DisplayText.gib(usable)
                    + " are usable.";
        }
        return known.memory().totalGib() > usable
                ? "It does not fit the " + known.gpuName() + ", which has " + DisplayText.gib(usable) + " usable."
                : "It may not fit the " + known.gpuName() + ": up to " + DisplayText.gib(most) + ", and "
                        + DisplayText.gib(usable) + " are usable.";
    }

    boolean fits() {
        return Boolean.TRUE.equals(known().fits());
    }

    List<Fact> figures() {
        EstimateAnswer known = known();
        List<Fact> facts = new ArrayList<>();
        Range total = new Range(
                known.memory().lowGib(),
                known.memory().totalGib(),
                known.memory().highGib());
        facts.add(Fact.of("The card must hold", total, DisplayText::gib));
        facts.add(Fact.of("torch reserves", known.reservedGib(), DisplayText::gib));
        facts.add(Fact.of("torch allocates", known.allocatedGib(), DisplayText::gib));
        facts.add(Fact.of("Highest when", known.peak()));
        Range speed = known.tokensPerSecond();
        if (speed != null && !Boolean.FALSE.equals(known.fits())) {
            facts.add(Fact.of("Speed", speed, DisplayText::speed));
        }
        if (fitting != null && known.fits() != null) {
            String batch = fitting.largestBatch();
            String longest = fitting.longestSample();
            facts.add(Fact.of("Largest batch that fits", batch == null ? "none of this length" : batch));
            facts.add(Fact.of("Longest samples that fit", longest == null ? "none in this batch" : longest));
        }
        return facts;
    }

    /** What would fit instead. */
    List<Fitting.Instead> instead() {
        return fitting == null ? List.of() : fitting.instead();
    }

    List<Fact> understood() {
        EstimateAnswer known = known();
        EstimateRequest request = known.request();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                "Model",
                known.model().name() + ", "
                        + DisplayText.parameters(known.model().parameters())));
        if (request.objective() != Objective.SFT) {
            facts.add(Fact.of("Objective", DisplayText.sentence(ChoiceText.objective(request.objective()))));
        }
        facts.add(Fact.of("Attention", DisplayText.sentence(ChoiceText.attention(said(request.attention())))));
        facts.add(Fact.of(
                "Micro batch",
                String.format(Locale.US, "%,d of %,d tokens", request.microBatch(), request.sequenceLength())));
        if (request.targets() != null) {
            facts.add(Fact.of("Adapters on", request.targets().text()));
            facts.add(Fact.of("Base", ChoiceText.quantization(said(request.quantization()))));
        }
        facts.add(Fact.of(
                "Trained with",
                said(request.precision()).id() + ", "
                        + ChoiceText.optimizer(said(request.optimizer()).id()) + ", "
                        + ChoiceText.loss(said(request.loss())) + " loss"));
        facts.add(Fact.of("Techniques", techniques(request)));
        if (request.gpuCount() > 1) {
            facts.add(Fact.of("Sharding", ChoiceText.sharding(said(request.sharding()))));
        }
        facts.add(Fact.of(
                "Training stack",
                catalog.stack(request.stack()).map(Stack::name).orElse(request.stack())));
        return facts;
    }

    private static String techniques(EstimateRequest request) {
        Map<String, Boolean> all = new LinkedHashMap<>();
        all.put("gradient checkpointing", Boolean.TRUE.equals(request.gradientCheckpointing()));
        all.put("reference precomputed", request.precomputedReference());
        all.put("packed samples", request.packing());
        all.put("torch.compile", request.compile());
        all.put("norms and embeddings in 32 bits", Boolean.TRUE.equals(request.kbitFp32()));
        all.put("embeddings trained", request.trainEmbeddings());
        all.put("a 4-bit base that can be divided", request.shardQuantized());
        all.put("optimizer in the backward pass", request.optimizerInBackward());
        all.put("weights in the host's memory", request.offloadParameters());
        all.put("activations in the host's memory", request.offloadActivations());
        all.values().removeIf(used -> !used);
        return all.isEmpty() ? "none" : String.join(", ", all.keySet());
    }

    private static <T> T said(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    /** The card's bar; null when no GPU was named. */
    @Nullable
    MemoryBar bar() {
        EstimateAnswer.Memory memory = known().memory();
        Double usable = memory.usableGib();
        return usable == null
                ? null
                : MemoryBar.of(new Estimate.Memory(
                        memory.weightsGib(),
                        memory.gradientsGib(),
                        memory.optimizerGib(),
                        memory.activationsGib(),
                        memory.logitsGib(),
                        memory.overheadGib(),
                        memory.totalGib(),
                        memory.lowGib(),
                        memory.highGib(),
                        usable));
    }

    List<MemoryPart> parts() {
        return MemoryPart.all(known().parts());
    }

    List<MeasuredRow> measured() {
        return MeasuredRow.of(known().measured(), catalog);
    }

    private EstimateAnswer known() {
        return Objects.requireNonNull(answer);
    }

    private static <E extends Choice> List<FormFields.Option> usualOr(E[] choices, Function<E, String> words) {
        return Stream.concat(
                        AS_USUAL.stream(),
                        Stream.of(choices).map(choice -> new FormFields.Option(choice.id(), words.apply(choice), null)))
                .toList();
    }
}
