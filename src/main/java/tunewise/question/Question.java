package tunewise.question;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.text.Described;
import tunewise.text.Figures;
import tunewise.training.Attention;
import tunewise.training.Method;
import tunewise.training.Objective;

/**
 * What a person asks, with every default filled in.
 *
 * @param tokens training tokens of one epoch
 * @param sequenceLength tokens of one training sample
 * @param budgetUsd dollars of one run at most; null for no limit
 * @param deadlineHours hours of the whole job at most, from start to shutdown, under the guide of training alone; null for no limit
 * @param methods the methods the person allows; empty for any
 * @param gpus catalog ids of the GPUs the person allows; empty for any
 * @param providers catalog ids of the providers the person allows; empty for any
 * @param asOf the day whose prices hold
 * @param samples training samples; null when only their tokens were told
 * @param meanSampleTokens their mean length; null likewise
 * @param ownGpus machines of the person's own, to choose among
 * @param rent whether to rent as well; null if the question leaves it open, and then own machines come first
 * @param excludeGpus catalog ids of the GPUs not to rent
 * @param sessionHours the longest that a machine is to be had in one sitting; null for no limit
 * @param nodes rented machines that may work together; null for one
 * @param objective what the loss asks of the model
 * @param prompts of one epoch, to which answers are made up while training; null unless told
 * @param generations answers to each prompt; null where none are made up
 * @param completionLength tokens of such an answer at most; null likewise
 * @param teacher the model to imitate; null without one
 * @param attention the kernel to train with; null for what suits the GPU
 * @param regions where rented machines may stand: regions, countries by their codes, groups of countries; empty for anywhere
 * @param tiers ids of the tiers allowed; empty for the usual ones
 * @param risk how sure it must be that a set-up fits; null for what is usual of rented and of one's own machines
 * @param imagesPerSample images in one sample; null for text alone
 * @param tokensPerImage tokens of one image, which count among those of its sample; null for those of the model's usual image
 * @param interconnect what must link rented GPUs; null for no limit
 * @param minReliability share of the time that a host must have been up; null for no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RecordBuilder
public record Question(
        ModelAsk model,
        long tokens,
        int epochs,
        int sequenceLength,
        Task task,
        @Nullable Double budgetUsd,
        @Nullable Double deadlineHours,
        Priority priority,
        List<Method> methods,
        List<String> gpus,
        List<String> providers,
        int maxGpus,
        Commitment commitment,
        Reliability reliability,
        String stack,
        Workload workload,
        Knowledge knowledge,
        LocalDate asOf,
        @Nullable Long samples,
        @Nullable Integer meanSampleTokens,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OwnMachine> ownGpus,
        @Nullable Rent rent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> excludeGpus,
        @Nullable Double sessionHours,
        @Nullable Integer nodes,
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = UsualObjective.class) Objective objective,
        @Nullable Long prompts,
        @Nullable Integer generations,
        @Nullable Integer completionLength,
        @Nullable String teacher,
        @Nullable Attention attention,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> regions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tiers,
        @Nullable Double minReliability,
        @Nullable Risk risk,
        @Nullable Integer imagesPerSample,
        @Nullable Integer tokensPerImage,
        @Nullable Interconnect interconnect)
        implements Described {

    /** The training stack where a question names none; {@code stacks.csv} has it. */
    public static final String DEFAULT_STACK = "trl";

    public Question {
        methods = List.copyOf(methods);
        gpus = List.copyOf(gpus);
        providers = List.copyOf(providers);
        // Answers recorded before there were such fields have none.
        ownGpus = ownGpus == null ? List.of() : List.copyOf(ownGpus);
        excludeGpus = excludeGpus == null ? List.of() : List.copyOf(excludeGpus);
        objective = objective == null ? Objective.SFT : objective;
        regions = regions == null ? List.of() : List.copyOf(regions);
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
    }

    /** Whether set-ups on machines of the person's own come first. */
    public boolean ownFirst() {
        return !ownGpus.isEmpty() && rent != Rent.ONLY;
    }

    /** Whether set-ups may be rented. */
    public boolean rents() {
        return rent != Rent.NO;
    }

    /** Rented machines that may work together. */
    public int machines() {
        return nodes == null ? 1 : nodes;
    }

    /** How often a job of so many hours has to be taken up again. */
    public int sittings(double hours) {
        return sessionHours == null ? 1 : (int) Math.ceil(hours / sessionHours);
    }

    /** Tokens that pass through the model in all epochs. */
    public long trainedTokens() {
        return tokens * epochs;
    }

    /** Samples of one epoch: those that were told, or as many as its tokens fill; a pair is one sample. */
    public long sampleCount() {
        return samples == null ? tokens / sampleTokens() : samples;
    }

    /** Tokens that are told of one full sample: both sequences of a pair, and of a made-up answer itself. */
    public long sampleTokens() {
        return completionLength == null ? (long) sequenceLength * objective.sequences() : completionLength;
    }

    /** Whether trainers can pack several of its samples into one row. */
    public boolean packable() {
        return objective == Objective.SFT && imagesPerSample == null;
    }

    /** Tokens of one row: a whole sequence where samples are packed into it, else a sample of the usual length. */
    public long rowTokens(boolean packed) {
        return meanSampleTokens != null && !(packed && packable()) ? meanSampleTokens : sampleTokens();
    }

    /** Whether the person allows a method. */
    public boolean allows(Method method) {
        return methods.isEmpty() || methods.contains(method);
    }

    @Override
    public String summary() {
        return "question: " + Figures.grouped(tokens) + " tokens, " + epochs + (epochs == 1 ? " epoch" : " epochs")
                + ", priority " + priority.id();
    }
}
