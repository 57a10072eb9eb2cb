package tunewise.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate.Likelihood;
import tunewise.advice.Recommendation.ModelSummary;
import tunewise.estimate.MemoryEstimate;
import tunewise.estimate.Range;
import tunewise.question.EstimateRequest;

/**
 * What one configuration takes, as the contract has it.
 *
 * @param request as it was understood, with what was left out filled in
 * @param allocatedGib what torch.cuda.max_memory_allocated would show
 * @param reservedGib what torch holds from the driver
 * @param fits whether the upper end fits the GPU; null when none was named, as are its name and the speed
 * @param fit how likely it fits; null likewise
 * @param generationShare of the time in which answers are made up; null where none are
 * @param peak when memory is highest
 * @param parts of memory.totalGib
 * @param measured published runs near to this one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EstimateAnswer(
        ModelSummary model,
        EstimateRequest request,
        @Nullable String gpuName,
        Memory memory,
        Range allocatedGib,
        Range reservedGib,
        @Nullable Boolean fits,
        @Nullable Likelihood fit,
        @Nullable Range tokensPerSecondPerGpu,
        @Nullable Range tokensPerSecond,
        @Nullable Double generationShare,
        String peak,
        List<Part> parts,
        List<MeasuredRun> measured) {

    /** Memory of one GPU in GiB, as in a recommendation; usableGib only where a GPU was named. */
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
            @Nullable Double usableGib) {}

    /** What a part of the memory is for, and the formula with its numbers. */
    public record Part(String part, double gib, String formula) {
        /** In the estimator's order. */
        public static List<Part> all(MemoryEstimate memory) {
            return memory.parts().stream()
                    .map(part -> new Part(
                            part.kind().name().toLowerCase(Locale.ROOT), Rounded.of(part.gib(), 2), part.text()))
                    .toList();
        }
    }
}
