package tunewise.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;

/**
 * Puts many questions to a service, several at a time so that they share what waiting for the disk costs, and hands the
 * answers on in the order of the questions. Used by one thread.
 */
public final class AnswerBatch implements AutoCloseable {
    /** Most of them wait for the disk at any moment. */
    private static final int AT_A_TIME = 16;

    private final ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
    private final Deque<Future<Result>> underWay = new ArrayDeque<>();
    private final Consumer<Result> results;

    public AnswerBatch(Consumer<Result> results) {
        this.results = results;
    }

    /**
     * What became of a question.
     *
     * @param line of the question
     * @param recommendation null where the question is faulty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Result(long line, @Nullable Recommendation recommendation, List<FieldFault> faults) {}

    /**
     * Takes a question; waits while too many are under way.
     *
     * @throws LedgerUnavailableException when an earlier answer could not be recorded
     */
    public void ask(long line, Callable<Recommendation> question) {
        underWay.add(workers.submit(() -> answer(line, question)));
        while (underWay.size() > 2 * AT_A_TIME
                || (!underWay.isEmpty() && underWay.element().isDone())) {
            handOn(underWay.remove());
        }
    }

    /** Hands on what is still under way. */
    public void finish() {
        while (!underWay.isEmpty()) {
            handOn(underWay.remove());
        }
    }

    /** Leaves what is under way. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    private static Result answer(long line, Callable<Recommendation> question) throws Exception {
        try {
            return new Result(line, question.call(), List.of());
        } catch (QuestionFaultsException e) {
            return new Result(line, null, e.faults());
        }
    }

    private void handOn(Future<Result> done) {
        try {
            results.accept(done.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LedgerUnavailableException unavailable
                    ? new LedgerUnavailableException(String.valueOf(unavailable.getMessage()), unavailable)
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("the service is being stopped.", e);
        }
    }
}
