package tunewise.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Model;
import tunewise.catalog.Recipe;
import tunewise.catalog.config.ConfigJson;
import tunewise.estimate.Range;
import tunewise.plan.ManagedFound;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.rulebook.language.Phase;
import tunewise.text.Choice;
import tunewise.training.Method;

/**
 * The answer, as the contract has it. The same question on the same release and date gives the same recommendation but
 * for id and createdAt.
 *
 * @param setup null only when no set-up at all could be found
 * @param training what a trainer needs besides the set-up; null without one, and in answers of earlier versions
 * @param alternatives other set-ups worth a look, each with the label that says why
 * @param feasible every set-up that nothing excludes, best first
 * @param guide what the guide would pick
 * @param measured published runs near to the set-up
 * @param managed providers that train the same tokens for you, cheapest first; not ranked with the set-ups
 * @param changes the smallest changes of the question that would give a set-up, when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recommendation(
        String id,
        Instant createdAt,
        Outcome outcome,
        Knowledge knowledge,
        Question question,
        ModelSummary model,
        @Nullable Setup setup,
        @Nullable Estimate estimate,
        @Nullable Training training,
        List<Alternative> alternatives,
        List<Feasible> feasible,
        @Nullable Guide guide,
        List<MeasuredRun> measured,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Managed> managed,
        List<ExcludedSetup> excluded,
        List<Change> changes,
        List<CaveatText> caveats,
        List<FiredRule> rules,
        Release release) {

    /** Answers recorded by earlier versions have no feasible set-ups, published runs or managed services. */
    public Recommendation {
        feasible = Objects.requireNonNullElse(feasible, List.of());
        measured = Objects.requireNonNullElse(measured, List.of());
        managed = Objects.requireNonNullElse(managed, List.of());
    }

    /** What the answer amounts to. */
    public enum Outcome implements Choice {
        RECOMMENDED,
        NOT_FEASIBLE,
        NOT_ADVISED;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The model as it was understood.
     *
     * @param notes what its config.json left open or says of its files; null for a model of the catalog
     */
    public record ModelSummary(
            String id,
            String name,
            long parameters,
            long activeParameters,
            String source,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notes) {
        static ModelSummary of(Model model) {
            boolean read = model.source().equals(ConfigJson.SOURCE);
            return new ModelSummary(
                    model.id(),
                    model.name(),
                    model.parameters(),
                    model.activeParameters(),
                    model.source(),
                    read ? model.note() : null);
        }
    }

    /**
     * How the set-up trains.
     *
     * @param learningRate at its peak
     * @param steps of the optimizer, with every sample full
     * @param warmUpSteps among them, over which the learning rate rises
     * @param gradientClip largest norm of all gradients together
     * @param alpha what adapters are multiplied with, divided by their rank; null without adapters
     * @param dropout share of an adapter's inputs that is left out; null without adapters
     * @param packing whether short samples are packed into one sequence
     * @param optimizer the implementation, as trainers name it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Training(
            double learningRate,
            Recipe.Schedule schedule,
            long steps,
            long warmUpSteps,
            double weightDecay,
            double gradientClip,
            @Nullable Integer alpha,
            @Nullable Double dropout,
            boolean packing,
            String optimizer) {}

    /** Another set-up, and what it is best at ("cheapest", "fastest", "guide alternative", ...). */
    public record Alternative(String label, Setup setup, Estimate estimate) {}

    /**
     * A set-up that meets every limit, in short.
     *
     * @param hours of the whole job, or of training where the lens counts only that; central
     * @param costUsd likewise
     * @param highGib upper end of what one GPU needs
     */
    public record Feasible(
            Method method,
            int rank,
            String gpu,
            String gpuName,
            int gpuCount,
            String provider,
            String providerName,
            String offer,
            double hours,
            double costUsd,
            double highGib,
            Estimate.QualityShare quality) {
        /** What no other set-up of an answer has, as in {@code lora-16-2-runpod-l40s}. */
        public String key() {
            return Setup.key(method, rank, gpuCount, offer);
        }
    }

    /**
     * A provider that trains for you: you send data, pay by the token and rent no machine.
     *
     * @param model the one model its price is for; null for all models of a size
     * @param fromB least size in billions of parameters, itself left out; null for one model
     * @param toB largest size in billions of parameters; null for one model
     * @param costUsd dollars of the tokens asked for, all epochs
     * @param usdPerMillionTokens dollars of a million training tokens at least
     * @param usdPerMillionMost likewise at most; null where the page gives one price
     * @param minimumUsd least charge of a job; null where nobody says
     * @param takeHome "yes" where you may download the trained weights, "no", or "unknown"
     * @param servingUsdPerHour dollars an hour of the cheapest machine that serves the trained model there; null where nobody says
     * @param priceOf the day on which somebody last looked at the price
     * @param remarks what rules say of it: whom it is for, whom not, what to know
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Managed(
            String offer,
            String provider,
            String providerName,
            @Nullable String model,
            @Nullable Double fromB,
            @Nullable Double toB,
            List<Method> methods,
            Range costUsd,
            double usdPerMillionTokens,
            @Nullable Double usdPerMillionMost,
            @Nullable Double minimumUsd,
            String takeHome,
            @Nullable Double servingUsdPerHour,
            LocalDate priceOf,
            String page,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String note,
            List<ManagedRemark> remarks) {
        public Managed {
            note = note == null ? "" : note;
        }
    }

    /** What a rule says of a managed service. */
    public record ManagedRemark(String rule, ManagedFound.Side side, String text) {}

    /**
     * What the guide would pick for this question.
     *
     * @param estimate by the guide's own figures
     * @param agrees whether the answer has the same method on the same GPUs
     * @param because ids of the errata that stand between the two
     * @param differences what they say, with their arithmetic
     */
    public record Guide(
            Setup setup, Estimate estimate, boolean agrees, List<String> because, List<CaveatText> differences) {}

    /** Something that was not recommended; fields of the set-up that are absent mean "any". */
    public record ExcludedSetup(PartialSetup setup, String rule, String reason) {}

    /** A set-up with only the fields that matter. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartialSetup(
            @Nullable Method method,
            @Nullable Integer rank,
            @Nullable String gpu,
            @Nullable String gpuName,
            @Nullable Integer gpuCount,
            @Nullable String provider,
            @Nullable String offer) {}

    /**
     * A change of the question that gives a set-up.
     *
     * @param field as in the question: "budgetUsd", "deadlineHours", "methods", ...
     * @param to the new value; an empty list or null lifts the limit
     * @param then the set-up one would get
     * @param costUsd of the whole job on that set-up, dollars
     * @param hours of the whole job
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Change(String field, @Nullable Object to, Setup then, double costUsd, double hours) {}

    /** Something the person must know. */
    public record CaveatText(String rule, String text, List<String> sources) {}

    /**
     * One rule that fired, in the order of the phases.
     *
     * @param facts what it matched, in words
     * @param found what it concluded
     * @param aboutChoice whether it bears on the set-up that was chosen
     */
    public record FiredRule(
            int n,
            String rule,
            String sentence,
            Phase phase,
            String file,
            int line,
            List<String> sources,
            List<String> facts,
            String found,
            boolean aboutChoice) {}

    /** The rules and prices that answered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Release(String id, @Nullable Instant publishedAt) {}
}
