package tunewise.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tunewise.estimate.Fit;
import tunewise.estimate.Range;

/**
 * What it takes and what it gives. Hours and costs are of one run, training only.
 *
 * @param generation that part of hours in which answers are made up; null where none are
 * @param job the whole job; null where the lens counts training only
 * @param fit how likely it fits; null where the upper end of its memory does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(
        Memory memory,
        Range tokensPerSecond,
        Range hours,
        Range costUsd,
        double usdPerHour,
        @Nullable Generation generation,
        @Nullable Job job,
        QualityShare quality,
        @Nullable Likelihood fit) {

    /** Hours of the whole job, or of training alone where the lens counts no more. */
    public Range totalHours() {
        return job == null ? hours : job.hours();
    }

    /** Dollars of the whole job, or of training alone where the lens counts no more. */
    public Range totalUsd() {
        return job == null ? costUsd : job.costUsd();
    }

    /** Memory of one GPU in GiB; parts the lens has no figure for are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Memory(
            double weightsGib,
            @Nullable Double gradientsGib,
            @Nullable Double optimizerGib,
            @Nullable Double activationsGib,
            @Nullable Double logitsGib,
            @Nullable Double overheadGib,
            double totalGib,
            double lowGib,
            double highGib,
            double usableGib) {}

    /**
     * How likely a run fits its GPU's memory.
     *
     * @param probability share of published runs that fit where the card lay as it does here
     */
    public record Likelihood(Fit verdict, double probability) {
        public static Likelihood of(Fit verdict, double probability) {
            return new Likelihood(verdict, Rounded.of(probability, 2));
        }
    }

    /** Making up answers to learn from, with what the machine costs meanwhile. */
    public record Generation(Range hours, Range costUsd) {}

    /**
     * From renting to giving back.
     *
     * @param parts of the central hours, besides training; null in answers of earlier releases
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(Range hours, Range costUsd, @Nullable JobParts parts) {}

    /**
     * What a job takes besides training, in hours.
     *
     * @param idleHours until somebody gives the machine back
     */
    public record JobParts(
            double setUpHours, double downloadHours, double evaluationHours, double reserveHours, double idleHours) {}

    /** Share of full fine-tuning's quality, 0 to 1. */
    public record QualityShare(double low, double high) {}
}
