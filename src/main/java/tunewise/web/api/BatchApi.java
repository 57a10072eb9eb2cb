package tunewise.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.advice.AnswerJson;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.question.FieldFault;
import tunewise.service.AdviceService;
import tunewise.service.AnswerBatch;
import tunewise.web.page.Bodies;

/**
 * The way in for programs with many questions: JSON lines in, JSON lines out, each answer sent as soon as it and all
 * before it are recorded.
 */
public final class BatchApi {
    private static final String JSON_LINES = "application/x-ndjson";
    private static final int MOST_LINES = 10_000;

    private final AdviceService service;

    public BatchApi(AdviceService service) {
        this.service = service;
    }

    public void register(RoutesConfig routes) {
        routes.post("/api/recommendations/batch", this::answer);
    }

    private void answer(Context ctx) throws IOException {
        Bodies.require(ctx, JSON_LINES);
        String from = Bodies.from(ctx);
        Answers answers = new Answers(ctx);
        try (AnswerBatch batch = new AnswerBatch(answers::write)) {
            Questions questions = new Questions(ctx.req().getInputStream());
            for (Optional<Questions.Line> next = questions.next(); next.isPresent(); next = questions.next()) {
                Questions.Line asked = next.get();
                if (asked.line() > MOST_LINES) {
                    batch.finish();
                    answers.end(
                            asked.line(),
                            "a batch has 10,000 lines at most, so we read nothing from here on."
                                    + " Maybe the rest can be a batch of its own.");
                    return;
                }
                batch.ask(asked.line(), () -> service.advise(asked.json(), "api", from));
            }
            batch.finish();
        } catch (LedgerUnavailableException e) {
            if (answers.written == 0) {
                throw e;
            }
            answers.end(answers.written + 1, String.valueOf(e.getMessage()));
        }
    }

    /** Sends what came of each line; once the first is sent, nothing but lines can follow. */
    private static final class Answers {
        private final Context ctx;
        private @Nullable OutputStream out;
        private long written;

        Answers(Context ctx) {
            this.ctx = ctx;
        }

        void write(AnswerBatch.Result result) {
            OutputStream to = out;
            if (to == null) {
                to = ctx.contentType(JSON_LINES).outputStream();
                out = to;
            }
            try {
                to.write(AnswerJson.MAPPER.writeValueAsBytes(result));
                to.write('\n');
                to.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            written = result.line();
        }

        void end(long line, String message) {
            write(new AnswerBatch.Result(line, null, List.of(new FieldFault("", message))));
        }
    }
}
