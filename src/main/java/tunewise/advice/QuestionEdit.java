package tunewise.advice;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.training.Method;

/** A question with some of its limits changed. */
final class QuestionEdit {
    private final Question from;
    private @Nullable Double budgetUsd;
    private @Nullable Double deadlineHours;
    private List<Method> methods;
    private List<String> gpus;
    private List<String> providers;
    private int maxGpus;
    private Commitment commitment;
    private String stack;
    private Knowledge knowledge;
    private int sequenceLength;
    private LocalDate asOf;

    QuestionEdit(Question from) {
        this.from = from;
        this.budgetUsd = from.budgetUsd();
        this.deadlineHours = from.deadlineHours();
        this.methods = from.methods();
        this.gpus = from.gpus();
        this.providers = from.providers();
        this.maxGpus = from.maxGpus();
        this.commitment = from.commitment();
        this.stack = from.stack();
        this.sequenceLength = from.sequenceLength();
        this.knowledge = from.knowledge();
        this.asOf = from.asOf();
    }

    QuestionEdit budget(@Nullable Double usd) {
        budgetUsd = usd;
        return this;
    }

    QuestionEdit deadline(@Nullable Double hours) {
        deadlineHours = hours;
        return this;
    }

    QuestionEdit methods(List<Method> allowed) {
        methods = allowed;
        return this;
    }

    QuestionEdit gpus(List<String> allowed) {
        gpus = allowed;
        return this;
    }

    QuestionEdit providers(List<String> allowed) {
        providers = allowed;
        return this;
    }

    QuestionEdit maxGpus(int most) {
        maxGpus = most;
        return this;
    }

    QuestionEdit stack(String other) {
        stack = other;
        return this;
    }

    QuestionEdit commitment(Commitment allowed) {
        commitment = allowed;
        return this;
    }

    QuestionEdit asOf(LocalDate day) {
        asOf = day;
        return this;
    }

    QuestionEdit sequenceLength(int tokens) {
        sequenceLength = tokens;
        return this;
    }

    QuestionEdit knowledge(Knowledge lens) {
        knowledge = lens;
        return this;
    }

    Question build() {
        return new Question(
                from.model(),
                from.tokens(),
                from.epochs(),
                sequenceLength,
                from.task(),
                budgetUsd,
                deadlineHours,
                from.priority(),
                methods,
                gpus,
                providers,
                maxGpus,
                commitment,
                from.reliability(),
                stack,
                from.workload(),
                knowledge,
                asOf);
    }
}
