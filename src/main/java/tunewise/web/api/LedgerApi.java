package tunewise.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import tunewise.access.Acts;
import tunewise.advice.AnswerJson;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Query;
import tunewise.question.FieldFault;
import tunewise.question.JsonFields;
import tunewise.question.JsonFields.Kind;
import tunewise.question.QuestionFaultsException;
import tunewise.service.AdviceService;
import tunewise.service.EstimateVersusActual;
import tunewise.web.page.Bodies;
import tunewise.web.page.Visitor;
import tunewise.workshop.Jobs;

/** The way in for programs that review and prove recommendations. */
public final class LedgerApi {
    private static final Map<String, Kind> REVIEW =
            Map.of("verdict", Kind.TEXT, "comment", Kind.TEXT, "name", Kind.TEXT);
    private static final Map<String, Kind> REPORT = Map.of(
            "peakGib", Kind.NUMBER,
            "tokensPerSecond", Kind.NUMBER,
            "usd", Kind.NUMBER,
            "hours", Kind.NUMBER,
            "outOfMemory", Kind.FLAG,
            "note", Kind.TEXT,
            "name", Kind.TEXT);

    private final AdviceService service;
    private final Replayer replayer;
    private final Jobs jobs;
    private final Acts acts;

    public LedgerApi(AdviceService service, Replayer replayer, Acts acts, Jobs jobs) {
        this.jobs = jobs;
        this.acts = acts;
        this.service = service;
        this.replayer = replayer;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/recommendations", ctx -> json(ctx, ledger().search().find(Query.read(ctx.queryParamMap()))));
        routes.get(
                "/api/recommendations.jsonl", ctx -> export(ctx, "application/jsonl", ledger().search()::exportJsonl));
        routes.get(
                "/api/recommendations.csv",
                ctx -> export(ctx, "text/csv; charset=utf-8", ledger().search()::exportCsv));
        routes.post("/api/recommendations/{id}/replay", this::replay);
        routes.get("/api/recommendations/{id}/reviews", this::reviews);
        routes.post("/api/recommendations/{id}/reviews", this::review);
        routes.get("/api/recommendations/{id}/reports", this::reports);
        routes.post("/api/recommendations/{id}/reports", this::report);
        routes.get("/api/ledger/accuracy", ctx -> json(ctx, EstimateVersusActual.of(ledger())));
        routes.get(
                "/api/ledger/checkpoints",
                ctx -> checkpoint(ctx, ledger().proof().newestCheckpoint().orElseThrow(NotFoundResponse::new)));
        routes.post("/api/ledger/checkpoints", ctx -> {
            Checkpoint made = ledger().proof().checkpoint().orElseThrow(NotFoundResponse::new);
            checkpoint(ctx.status(201), made);
        });
        routes.get("/api/ledger/key", ctx -> ctx.contentType("application/x-pem-file")
                .result(ledger().proof().publicKey()));
    }

    private void export(Context ctx, String type, BiConsumer<Query, Writer> export) {
        Query query = Query.read(ctx.queryParamMap());
        Visitor.of(ctx)
                .ifPresent(person -> acts.record(
                        Acts.EXPORTED,
                        Visitor.actor(ctx, "api"),
                        Map.of(
                                "format", ctx.path().replaceAll(".*\\.", ""),
                                "filters", Objects.requireNonNullElse(ctx.queryString(), ""))));
        ctx.contentType(type);
        ctx.header("Content-Disposition", "attachment; filename=\"" + ctx.path().replaceAll(".*/", "") + "\"");
        try (Writer writer = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
            export.accept(query, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replay(Context ctx) {
        String given = Objects.requireNonNullElse(ctx.queryParam("release"), "own");
        Against against =
                switch (given) {
                    case "own" -> Against.OWN;
                    case "active" -> Against.ACTIVE;
                    default ->
                        throw new QuestionFaultsException(
                                List.of(new FieldFault(
                                        "release", "'" + given + "' is neither own nor active. Maybe you mean own.")),
                                false);
                };
        String id = ctx.pathParam("id");
        json(
                ctx,
                jobs.brief("Replay of an answer", steps -> replayer.replay(id, against))
                        .orElseThrow(NotFoundResponse::new));
    }

    private void reviews(Context ctx) {
        json(ctx, Map.of("reviews", ledger().feedback().reviews(ctx.pathParam("id"))));
    }

    private void review(Context ctx) {
        JsonFields body = JsonFields.read(Bodies.json(ctx), "a review", REVIEW);
        Review.Filled filled = body.read(
                () -> Review.read(body.text("verdict"), body.text("comment"), Visitor.name(ctx, body.text("name"))));
        Review review = service.review(ctx.pathParam("id"), filled, Visitor.actor(ctx, "api"))
                .orElseThrow(NotFoundResponse::new);
        json(ctx.status(201), review);
    }

    private void reports(Context ctx) {
        String id = ctx.pathParam("id");
        json(
                ctx,
                Map.of(
                        "reports",
                        ledger().feedback().reports(EstimateVersusActual.MOST_REPORTS).stream()
                                .filter(report -> report.recommendation().equals(id))
                                .toList()));
    }

    private void report(Context ctx) {
        JsonFields body = JsonFields.read(Bodies.json(ctx), "a report", REPORT);
        Map<String, String> given =
                new TreeMap<>(REPORT.keySet().stream().collect(Collectors.toMap(field -> field, body::text)));
        given.put("name", Visitor.name(ctx, body.text("name")));
        RunReport.Filled filled = body.read(() -> RunReport.read(given));
        RunReport report = service.report(ctx.pathParam("id"), filled, Visitor.actor(ctx, "api"))
                .orElseThrow(NotFoundResponse::new);
        json(ctx.status(201), report);
    }

    private static void checkpoint(Context ctx, Checkpoint checkpoint) {
        ctx.contentType("application/json").result(checkpoint.json());
    }

    private static void json(Context ctx, Object value) {
        ctx.contentType("application/json").result(AnswerJson.MAPPER.writeValueAsBytes(value));
    }

    private Ledger ledger() {
        return service.ledger();
    }
}
