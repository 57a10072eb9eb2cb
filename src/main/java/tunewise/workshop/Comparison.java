package tunewise.workshop;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Advisor;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.advice.Setup;
import tunewise.question.Question;
import tunewise.workshop.ImpactReport.Fate;
import tunewise.workshop.ImpactReport.Reason;
import tunewise.workshop.ImpactReport.Sample;
import tunewise.workshop.ImpactReport.Side;

/**
 * The answers of two releases to one question, held against each other.
 *
 * @param names of everyone who asked it, the first first
 * @param fields what differs
 * @param because the rules that fire in only one of them, or find something else
 */
public record Comparison(
        List<String> names,
        Question question,
        Fate fate,
        Side before,
        Side after,
        List<String> fields,
        List<Reason> because) {

    /** Asks both. */
    public static Comparison of(Advisor active, Advisor draft, Question question, List<String> names) {
        Answer before = Answer.of(active, question);
        Answer after = Answer.of(draft, question);
        List<String> fields = fields(before, after);
        return new Comparison(
                names,
                question,
                fate(before, after, fields),
                before.side(),
                after.side(),
                fields,
                because(before, after));
    }

    /** One side of a report that has room for some. */
    Sample sample() {
        return new Sample(names.get(0), fate, question, before, after, fields, because);
    }

    private static Fate fate(Answer before, Answer after, List<String> fields) {
        boolean had = before.setup().isPresent();
        boolean has = after.setup().isPresent();
        if (had != has) {
            return has ? Fate.APPEARS : Fate.VANISHES;
        }
        return fields.isEmpty() ? Fate.STAYS : Fate.CHANGES;
    }

    private static List<String> fields(Answer before, Answer after) {
        List<String> fields = new ArrayList<>();
        Recommendation one = before.given;
        Recommendation other = after.given;
        if (one == null || other == null) {
            return Objects.equals(before.refused, after.refused) ? List.of() : List.of("outcome");
        }
        differ(fields, "outcome", one.outcome(), other.outcome());
        parts(fields, "setup", one.setup(), other.setup());
        parts(fields, "estimate", one.estimate(), other.estimate());
        differ(fields, "alternatives", one.alternatives(), other.alternatives());
        differ(fields, "guide", one.guide(), other.guide());
        differ(fields, "excluded", one.excluded(), other.excluded());
        differ(fields, "changes", one.changes(), other.changes());
        differ(fields, "caveats", one.caveats(), other.caveats());
        differ(fields, "rules", found(one), found(other));
        return fields;
    }

    private static void differ(List<String> fields, String name, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            fields.add(name);
        }
    }

    /** Component by component where both are there. */
    private static void parts(List<String> fields, String name, @Nullable Record one, @Nullable Record other) {
        if (one == null || other == null) {
            differ(fields, name, one, other);
            return;
        }
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            try {
                differ(
                        fields,
                        name + "." + component.getName(),
                        component.getAccessor().invoke(one),
                        component.getAccessor().invoke(other));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<Reason> because(Answer before, Answer after) {
        SortedMap<String, List<String>> one = before.given == null ? new TreeMap<>() : found(before.given);
        SortedMap<String, List<String>> other = after.given == null ? new TreeMap<>() : found(after.given);
        Map<String, String> sentences = new TreeMap<>();
        for (Answer answer : List.of(before, after)) {
            if (answer.given != null) {
                answer.given.rules().forEach(rule -> sentences.put(rule.rule(), rule.sentence()));
            }
        }
        List<Reason> reasons = new ArrayList<>();
        sentences.forEach((rule, sentence) -> {
            List<String> old = one.getOrDefault(rule, List.of());
            List<String> now = other.getOrDefault(rule, List.of());
            if (!old.equals(now)) {
                reasons.add(new Reason(rule, sentence, without(old, now), without(now, old)));
            }
        });
        return reasons;
    }

    /** What only one side found; all of it where the other side found nothing. */
    private static List<String> without(List<String> some, List<String> others) {
        List<String> left = new ArrayList<>(some);
        left.removeAll(others);
        return left.isEmpty() ? some : left;
    }

    /** What each rule found; where it stands in its file does not matter. */
    private static SortedMap<String, List<String>> found(Recommendation answer) {
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (FiredRule rule : answer.rules()) {
            found.computeIfAbsent(rule.rule(), key -> new ArrayList<>()).add(rule.found());
        }
        return found;
    }

    /** What came of a question: an answer, or the reason why there is none. */
    private record Answer(@Nullable Recommendation given, @Nullable String refused) {
        static Answer of(Advisor advisor, Question question) {
            try {
                return new Answer(advisor.advise(question, "", Instant.EPOCH), null);
            } catch (IllegalArgumentException e) {
                return new Answer(null, "the question names something that is not there any more");
            } catch (RuntimeException e) {
                return new Answer(null, "a rule fails while it runs");
            }
        }

        Optional<Setup> setup() {
            return Optional.ofNullable(given).map(Recommendation::setup);
        }

        Side side() {
            Estimate estimate = given == null ? null : given.estimate();
            return new Side(
                    given == null ? null : given.outcome(),
                    given == null ? null : given.setup(),
                    estimate == null ? null : estimate.totalHours(),
                    estimate == null ? null : estimate.totalUsd(),
                    refused);
        }
    }
}
