package tunewise.web.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.access.AccessException;
import tunewise.advice.AnswerJson;
import tunewise.export.NotExportableException;
import tunewise.export.UnknownFormatException;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.RulesFailedException;
import tunewise.service.OutOfMemory;
import tunewise.wording.DisplayText;
import tunewise.workshop.RefusedException;

/** Tells what went wrong: programs in problem+json, people on a page, nobody by a stack trace. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Templates templates;

    public Problems(Templates templates) {
        this.templates = templates;
    }

    public void register(RoutesConfig routes) {
        routes.exception(QuestionFaultsException.class, (e, ctx) -> answer(ctx, of(e)));
        routes.exception(LedgerUnavailableException.class, (e, ctx) -> {
            LOG.error("the ledger is unavailable", e);
            ctx.header("Retry-After", "10");
            answer(ctx, Problem.of(503, "The ledger is unavailable", unavailable(e)));
        });
        routes.exception(RulesFailedException.class, (e, ctx) -> {
            LOG.error("a rule failed", e);
            answer(ctx, Problem.of(500, "A rule failed", "Nothing was recorded. " + e.getMessage()));
        });
        routes.exception(
                RefusedException.class,
                (e, ctx) ->
                        answer(ctx, Problem.of(409, "Refused", DisplayText.sentence(String.valueOf(e.getMessage())))));
        routes.exception(
                AccessException.class,
                (e, ctx) -> answer(
                        ctx, Problem.of(409, "Not possible", DisplayText.sentence(String.valueOf(e.getMessage())))));
        routes.exception(
                UnknownFormatException.class,
                (e, ctx) -> answer(ctx, Problem.of(404, "No such export", String.valueOf(e.getMessage()))));
        routes.exception(
                NotExportableException.class,
                (e, ctx) ->
                        answer(ctx, Problem.of(422, "Cannot be exported like this", String.valueOf(e.getMessage()))));
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            String allowed = e.getDetails().get("availableMethods");
            if (e.getStatus() == 405 && allowed != null) {
                ctx.header("Allow", allowed);
            }
            answer(ctx, of(e, ctx));
        });
        routes.exception(UncheckedIOException.class, (e, ctx) -> {
            LOG.error(
                    "{} {} could not read or write what it needs", ctx.method().name(), ctx.path(), e);
            ctx.header("Retry-After", "10");
            answer(
                    ctx,
                    Problem.of(
                            503,
                            "The disk is unavailable",
                            "We could not read or write a file, and did nothing. Maybe the disk is full."));
        });
        routes.exception(Exception.class, (e, ctx) -> {
            OutOfMemory.endIf(e);
            LOG.error("{} {} failed", ctx.method().name(), ctx.path(), e);
            answer(ctx, internal());
        });
    }

    public static Problem internal() {
        return Problem.of(
                500,
                "Something is broken here",
                "This is our fault, not yours, and it is in our log. We recorded nothing. Maybe a simpler"
                        + " question still gets its answer.");
    }

    private static Problem of(QuestionFaultsException e) {
        List<FieldFault> faults = e.faults();
        String count = faults.size() == 1 ? "one thing is wrong with it" : faults.size() + " things are wrong with it";
        return e.malformed()
                ? Problem.of(400, "Not a question", "We could not read the body as a question.", faults)
                : Problem.of(422, "We cannot answer the question as asked", "It was read, but " + count + ".", faults);
    }

    /** Reading faults have been recorded nowhere either, so one sentence serves both. */
    private static String unavailable(LedgerUnavailableException e) {
        return "We could not record this, so we give no answer: " + e.getMessage();
    }

    private static Problem of(HttpResponseException e, Context ctx) {
        String said = Objects.requireNonNullElse(e.getMessage(), "");
        return switch (e.getStatus()) {
            case 400 -> Problem.of(400, "Not understood", said);
            case 401 -> Problem.of(401, "Not signed in", said);
            case 403 -> Problem.of(403, "No access", said);
            case 404 -> Problem.of(404, "Not found", "There is nothing at " + ctx.path() + ". " + maybe(ctx.path()));
            case 405 ->
                Problem.of(
                        405,
                        "Not possible here",
                        ctx.path() + " does not take " + ctx.method().name() + ".");
            case 413 -> Problem.of(413, "Too long", said);
            case 415 -> Problem.of(415, "Wrong content type", said);
            default -> Problem.of(e.getStatus(), "Refused", said);
        };
    }

    private static String maybe(String path) {
        if (path.contains("/recommendations/")) {
            return "Maybe the id is cut off, or the recommendation is in another data folder.";
        }
        if (path.contains("/rules/")) {
            return "Maybe the rule was retired; /rules lists those in force.";
        }
        if (path.contains("/workshop/drafts/")) {
            return "Maybe it was published or deleted; /workshop/history lists what was published.";
        }
        return path.startsWith("/api/")
                ? "Maybe /openapi.json helps: it lists every address."
                : "Maybe the address was mistyped.";
    }

    public void answer(Context ctx, Problem problem) {
        ctx.status(problem.status());
        if (forPrograms(ctx.path()) || ctx.path().equals("/mcp")) {
            ctx.contentType("application/problem+json").result(AnswerJson.MAPPER.writeValueAsString(problem));
        } else {
            templates.problem(ctx, problem);
        }
    }

    public static boolean forPrograms(String path) {
        return path.startsWith("/api/")
                || path.equals("/api")
                || path.equals("/healthz")
                || path.equals("/readyz")
                || path.equals(Metrics.PATH)
                || path.equals(DecisionLogSchema.PATH)
                || path.equals("/openapi.json");
    }
}
