package tunewise.workshop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
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
            List<Sample> samples) {
        private static final int MOST_SAMPLES = 20;

        /** Adds up comparisons in the order of their questions. */
        public static Part of(Source source, List<Comparison> comparisons) {
            Map<Fate, Integer> fates = new TreeMap<>();
            SortedMap<String, Integer> fields = new TreeMap<>();
            SortedMap<String, Integer> gained = new TreeMap<>();
            SortedMap<String, Integer> lost = new TreeMap<>();
            SortedMap<String, Integer> otherwise = new TreeMap<>();
            List<Named> changed = new ArrayList<>();
            List<Comparison> different = new ArrayList<>();
            int otherGpu = 0;
            for (Comparison each : comparisons) {
                int times = each.names().size();
                fates.merge(each.fate(), times, Integer::sum);
                each.fields().forEach(field -> fields.merge(field, times, Integer::sum));
                for (Reason reason : each.because()) {
                    SortedMap<String, Integer> counts =
                            reason.before().isEmpty() ? gained : reason.after().isEmpty() ? lost : otherwise;
                    counts.merge(reason.rule(), times, Integer::sum);
                }
                if (each.fate() != Fate.STAYS) {
                    each.names().forEach(name -> changed.add(new Named(name, each.fate())));
                    different.add(each);
                    otherGpu += ImpactReport.otherGpu(each.before(), each.after()) ? times : 0;
                }
            }
            return new Part(
                    source,
                    fates.values().stream().mapToInt(Integer::intValue).sum(),
                    fates.getOrDefault(Fate.STAYS, 0),
                    fates.getOrDefault(Fate.CHANGES, 0),
                    fates.getOrDefault(Fate.APPEARS, 0),
                    fates.getOrDefault(Fate.VANISHES, 0),
                    fields,
                    gained,
                    lost,
                    otherwise,
                    otherGpu,
                    List.copyOf(changed),
                    first(different.stream().map(Comparison::sample)));
        }

        /** Answers of which only is known that they stay. */
        public static Part staying(Source source, int asked) {
            return new Part(
                    source,
                    asked,
                    asked,
                    0,
                    0,
                    0,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    0,
                    List.of(),
                    List.of());
        }

        /** The same with at most so many names of answers that change, of those asked first. */
        public Part naming(int most) {
            return changed.size() <= most
                    ? this
                    : new Part(
                            source,
                            asked,
                            stay,
                            change,
                            appear,
                            vanish,
                            fields,
                            gained,
                            lost,
                            otherwise,
                            otherGpu,
                            List.copyOf(changed.subList(0, most)),
                            samples);
        }

        /** This part and that of the questions after it, as if all had been asked together. */
        public Part and(Part next) {
            return new Part(
                    source,
                    asked + next.asked,
                    stay + next.stay,
                    change + next.change,
                    appear + next.appear,
                    vanish + next.vanish,
                    sum(fields, next.fields),
                    sum(gained, next.gained),
                    sum(lost, next.lost),
                    sum(otherwise, next.otherwise),
                    otherGpu + next.otherGpu,
                    Stream.concat(changed.stream(), next.changed.stream()).toList(),
                    first(Stream.concat(samples.stream(), next.samples.stream())));
        }

        private static SortedMap<String, Integer> sum(
                SortedMap<String, Integer> one, SortedMap<String, Integer> other) {
            SortedMap<String, Integer> sum = new TreeMap<>(one);
            other.forEach((name, times) -> sum.merge(name, times, Integer::sum));
            return sum;
        }

        /** What an analyst should see first; of samples alike those that were asked first. */
        private static List<Sample> first(Stream<Sample> samples) {
            return samples.sorted(Comparator.comparing(Sample::weight).reversed())
                    .limit(MOST_SAMPLES)
                    .toList();
        }
    }

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
            List<Reason> because) {

        /** Another set-up weighs more than other figures, and they more than other words. */
        int weight() {
            if (fate != Fate.CHANGES) {
                return 3;
            }
            return fields.stream()
                    .mapToInt(field -> field.startsWith("setup") ? 2 : field.startsWith("estimate") ? 1 : 0)
                    .max()
                    .orElse(0);
        }
    }

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
