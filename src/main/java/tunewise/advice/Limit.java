package tunewise.advice;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;
import tunewise.question.Rent;
import tunewise.question.Risk;

/**
 * A limit that a question may set.
 *
 * @param field of the API
 * @param set whether a question sets it
 * @param lifted the question without it
 * @param back the question with it as another has it
 * @param free what the field holds without it
 */
record Limit(
        String field,
        Predicate<Question> set,
        UnaryOperator<QuestionBuilder> lifted,
        Function<Question, UnaryOperator<QuestionBuilder>> back,
        @Nullable Object free) {
    static final Limit RENT = new Limit(
            "rent",
            asked -> asked.ownFirst() && asked.rent() != Rent.COMPARE,
            edit -> edit.rent(Rent.COMPARE),
            asked -> edit -> edit.rent(asked.rent()),
            Rent.COMPARE.id());
    static final Limit METHODS = new Limit(
            "methods",
            asked -> !asked.methods().isEmpty(),
            edit -> edit.methods(List.of()),
            asked -> edit -> edit.methods(asked.methods()),
            List.of());
    static final Limit GPUS = new Limit(
            "gpus",
            asked -> !asked.gpus().isEmpty(),
            edit -> edit.gpus(List.of()),
            asked -> edit -> edit.gpus(asked.gpus()),
            List.of());
    static final Limit EXCLUDED_GPUS = new Limit(
            "excludeGpus",
            asked -> !asked.excludeGpus().isEmpty(),
            edit -> edit.excludeGpus(List.of()),
            asked -> edit -> edit.excludeGpus(asked.excludeGpus()),
            List.of());
    static final Limit PROVIDERS = new Limit(
            "providers",
            asked -> !asked.providers().isEmpty(),
            edit -> edit.providers(List.of()),
            asked -> edit -> edit.providers(asked.providers()),
            List.of());
    static final Limit REGIONS = new Limit(
            "regions",
            asked -> !asked.regions().isEmpty(),
            edit -> edit.regions(List.of()),
            asked -> edit -> edit.regions(asked.regions()),
            List.of());
    static final Limit TIERS = new Limit(
            "tiers",
            asked -> !asked.tiers().isEmpty(),
            edit -> edit.tiers(List.of()),
            asked -> edit -> edit.tiers(asked.tiers()),
            List.of());
    static final Limit ATTENTION = new Limit(
            "attention",
            asked -> asked.attention() != null,
            edit -> edit.attention(null),
            asked -> edit -> edit.attention(asked.attention()),
            null);
    static final Limit RELIABILITY = new Limit(
            "minReliability",
            asked -> asked.minReliability() != null,
            edit -> edit.minReliability(null),
            asked -> edit -> edit.minReliability(asked.minReliability()),
            null);
    static final Limit INTERCONNECT = new Limit(
            "interconnect",
            asked -> asked.interconnect() != null,
            edit -> edit.interconnect(null),
            asked -> edit -> edit.interconnect(asked.interconnect()),
            null);
    static final Limit COMMITMENT = new Limit(
            "commitment",
            asked -> asked.commitment() != Commitment.ANY,
            edit -> edit.commitment(Commitment.ANY),
            asked -> edit -> edit.commitment(asked.commitment()),
            Commitment.ANY.id());
    static final Limit STACK = new Limit(
            "stack",
            asked -> !asked.stack().equals(Question.DEFAULT_STACK),
            edit -> edit.stack(Question.DEFAULT_STACK),
            asked -> edit -> edit.stack(asked.stack()),
            Question.DEFAULT_STACK);
    static final Limit BUDGET = new Limit(
            "budgetUsd",
            asked -> asked.budgetUsd() != null,
            edit -> edit.budgetUsd(null),
            asked -> edit -> edit.budgetUsd(asked.budgetUsd()),
            null);
    static final Limit DEADLINE = new Limit(
            "deadlineHours",
            asked -> asked.deadlineHours() != null,
            edit -> edit.deadlineHours(null),
            asked -> edit -> edit.deadlineHours(asked.deadlineHours()),
            null);

    static final Limit RISK = new Limit(
            "risk",
            asked -> asked.risk() != Risk.TRY && asked.knowledge() == Knowledge.EVIDENCE,
            edit -> edit.risk(Risk.TRY),
            asked -> edit -> edit.risk(asked.risk()),
            Risk.TRY.id());

    Question without(Question question) {
        return lifted.apply(QuestionBuilder.builder(question)).build();
    }

    /** The question with the limit that the other sets. */
    Question as(Question other, Question question) {
        return back.apply(other).apply(QuestionBuilder.builder(question)).build();
    }
}
