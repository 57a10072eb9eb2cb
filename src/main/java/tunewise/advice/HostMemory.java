package tunewise.advice;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tunewise.catalog.Model;
import tunewise.plan.Quote;
import tunewise.question.OwnMachine;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;

/**
 * How much host memory the person's own machines would need, where nobody told how much they have: weights that wait there
 * leave room on the cards.
 */
final class HostMemory {
    /** More than any machine has that trains a language model. */
    private static final double PLENTY_GIB = 8192;

    /** Memory is bought in such steps. */
    private static final int STEP_GIB = 16;

    private static final int MOST_STEPS = 4;

    private final Tried tried;
    private final Question question;
    private final Model model;

    HostMemory(Tried tried, Question question, Model model) {
        this.tried = tried;
        this.question = question;
        this.model = model;
    }

    /** The least that lets one of them do the job. */
    Optional<Recommendation.Change> find() {
        if (question.ownGpus().stream().allMatch(machine -> machine.hostMemoryGib() != null)) {
            return Optional.empty();
        }
        return tried.rank(with(PLENTY_GIB), model).ranked().stream()
                .filter(HostMemory::waitsThere)
                .map(quote -> quote.plan().levers().hostGib())
                .min(Comparator.naturalOrder())
                .flatMap(this::least);
    }

    /** Rules say what the system itself needs beside that, so a few steps more are tried. */
    private Optional<Recommendation.Change> least(double waiting) {
        double gib = Math.ceil(waiting / STEP_GIB) * STEP_GIB;
        return Stream.iterate(gib, more -> more + STEP_GIB)
                .limit(MOST_STEPS)
                .flatMap(enough -> offered(with(enough)).stream())
                .findFirst();
    }

    private Optional<Recommendation.Change> offered(Question told) {
        return tried.rank(told, model)
                .chosen()
                .filter(HostMemory::waitsThere)
                .map(quote -> Changes.change("ownGpus", told.ownGpus(), quote));
    }

    private static boolean waitsThere(Quote quote) {
        return quote.plan().gpu().owned() && quote.plan().levers().hostGib() > 0;
    }

    private Question with(double gib) {
        List<OwnMachine> machines = question.ownGpus().stream()
                .map(machine -> machine.hostMemoryGib() == null ? machine.withHostMemory(gib) : machine)
                .toList();
        return QuestionBuilder.builder(question).ownGpus(machines).build();
    }
}
