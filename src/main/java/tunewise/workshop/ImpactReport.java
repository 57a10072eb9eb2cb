package tunewise.workshop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Setup;
import tunewise.estimate.Range;
import tunewise.question.Question;

/**
 * What a draft would change in answers.
 *
 * @param active content hash of the rules that answer
 * @param draft content hash of those that would
 */
public record ImpactReport(String active, String draft, List<Part> parts) {
    public ImpactReport {
        parts = List.copyOf(parts);
    }

    /** Where a question comes from. */
    public enum Source {
        SCENARIOS,
        RECORDED,
        GRID;

        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of an answer; one appears where there was no set-up before, and vanishes where there is none after. */
    public enum Fate {
        STAYS,
        CHANGES,
        APPEARS,
        VANISHES;

        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The questions of one source.
     *
     * @param fields how many answers differ in a field of theirs, as in {@code setup.gpu}
     * @param gained in how many answers a rule fires that did not
     * @param lost in how many answers a rule fires no more
     * @param otherwise in how many answers a rule finds something else
     * @param otherGpu how many answers recommend another GPU, or another number of them
     * @param changed all answers that do not stay
     * @param samples some of them, side by side
     */
    public record Part(
            Source source,
            int asked,
            int stay,
            int change,
            int appear,
            int vanish,
            SortedMap<String, Integer> fields,
            SortedMap<String, Integer> gained,
            SortedMap<String, Integer> lost,
            SortedMap<String, Integer> otherwise,
            int otherGpu,
            List<Named> changed,
            List<Sample> samples) {}

    /** A scenario by its folder, a recorded answer by its id, or a question of the grid in words. */
    public record Named(String name, Fate fate) {}

    /**
     * An answer before and after.
     *
     * @param fields what differs
     * @param because the rules that fire in only one of them, or find something else
     */
    public record Sample(
            String name,
            Fate fate,
            Question question,
            Side before,
            Side after,
            List<String> fields,
            List<Reason> because) {}

    /**
     * One of the two answers.
     *
     * @param hours of the whole job, or of training alone by the guide; costUsd likewise
     * @param refused why there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(
            Recommendation.@Nullable Outcome outcome,
            @Nullable Setup setup,
            @Nullable Range hours,
            @Nullable Range costUsd,
            @Nullable String refused) {}

    /** Whether two answers both have a set-up, on other GPUs. */
    public static boolean otherGpu(Side one, Side other) {
        Setup before = one.setup();
        Setup after = other.setup();
        return before != null
                && after != null
                && (!before.gpu().equals(after.gpu()) || before.gpuCount() != after.gpuCount());
    }

    /** What a rule finds before and after; empty where it does not fire. */
    public record Reason(String rule, String sentence, List<String> before, List<String> after) {}

    /** All answers that do not stay. */
    public int different() {
        return parts.stream()
                .mapToInt(part -> part.change() + part.appear() + part.vanish())
                .sum();
    }

    public int asked() {
        return parts.stream().mapToInt(Part::asked).sum();
    }
}
