package tunewise.web.ledger;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tunewise.access.Acts;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.Gpu;
import tunewise.catalog.Provider;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.replay.DriftJob;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.Query;
import tunewise.ledger.search.ResultPage;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.AdviceService;
import tunewise.service.AdviceService.Recorded;
import tunewise.service.EstimateVersusActual;
import tunewise.web.answer.AnswerView;
import tunewise.web.answer.CompareView;
import tunewise.web.answer.EstimateVersusActualView;
import tunewise.web.answer.RecordView;
import tunewise.web.page.Bodies;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;
import tunewise.workshop.Jobs;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Verifications;

/** The way in for those who review recommendations. */
public final class LedgerPages {
    private final AdviceService service;
    private final Replayer replayer;
    private final DriftJob driftJob;
    private final Jobs jobs;
    private final Verifications verifications;
    private final Templates templates;
    private final Acts acts;

    public LedgerPages(AdviceService service, Replayer replayer, Templates templates, Acts acts, Jobs jobs) {
        this.jobs = jobs;
        this.verifications = new Verifications(service.ledger(), jobs);
        this.acts = acts;
        this.service = service;
        this.replayer = replayer;
        this.driftJob = new DriftJob(service.ledger(), replayer);
        this.templates = templates;
    }

    public void register(RoutesConfig routes) {
        routes.get("/recommendations", this::answers);
        routes.get("/recommendations/compare", this::compare);
        routes.get("/recommendations/printed", this::printed);
        routes.get("/recommendations/{id}", ctx -> answer(ctx, Map.of(), List.of()));
        routes.get("/recommendations/{id}/replay", this::replay);
        routes.post("/recommendations/{id}/reviews", this::review);
        routes.post("/recommendations/{id}/reports", this::report);
        routes.get("/ledger/accuracy", this::accuracy);
        // The address of this page up to 0.2.0.
        routes.get("/ledger/reality", ctx -> ctx.redirect("/ledger/accuracy", HttpStatus.MOVED_PERMANENTLY));
        routes.get("/ledger", this::dashboard);
        routes.get("/ledger/verify", ctx -> verified(ctx, ""));
        routes.post("/ledger/verify", ctx -> verified(ctx, field(Bodies.form(ctx), "checkpoint")));
        routes.post("/ledger/checkpoints", this::checkpoint);
        routes.post("/ledger/drift", this::drift);
    }

    private void answers(Context ctx) {
        Map<String, List<String>> given = ctx.queryParamMap();
        ResultPage listing = new ResultPage(List.of(), null);
        List<FieldFault> faults = List.of();
        try {
            listing = ledger().search().find(Query.read(given));
        } catch (QuestionFaultsException e) {
            faults = e.faults();
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        templates.render(
                ctx, "ledger/answers", "Past answers", Nav.ANSWERS, new AnswersView(listing, given, faults, facets()));
    }

    private void printed(Context ctx) {
        Query query = Query.read(ctx.queryParamMap());
        Visitor.of(ctx)
                .ifPresent(person -> acts.record(
                        Acts.EXPORTED,
                        Visitor.actor(ctx, "page"),
                        Map.of("format", "printed", "filters", Objects.requireNonNullElse(ctx.queryString(), ""))));
        templates.stream(
                ctx,
                "ledger/printed",
                "Answers on record",
                Nav.ANSWERS,
                new PrintedView(ledger(), query, service.now()));
    }

    private AnswersView.Facets facets() {
        Map<String, String> gpus = new LinkedHashMap<>();
        ledger().search()
                .values(Criterion.GPU)
                .forEach(id ->
                        gpus.put(id, loaded().catalog().gpu(id).map(Gpu::name).orElse(id)));
        Map<String, String> providers = new LinkedHashMap<>();
        ledger().search()
                .values(Criterion.PROVIDER)
                .forEach(id -> providers.put(
                        id, loaded().catalog().provider(id).map(Provider::name).orElse(id)));
        return new AnswersView.Facets(
                ledger().search().values(Criterion.MODEL),
                gpus,
                providers,
                ledger().search().values(Criterion.RELEASE),
                ledger().search().values(Criterion.CHAIN),
                loaded().rulebook().rules().stream().map(RuleInfo::id).toList());
    }

    private void answer(Context ctx, Map<String, List<String>> filled, List<FieldFault> faults) {
        Recorded recorded = service.recorded(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
        Optional<Recommendation> answer = recorded.answer();
        RecordView record = new RecordView(
                recorded,
                ledger().feedback().reviews(recorded.entry().id()),
                answer.map(each -> EstimateVersusActual.of(ledger(), each)).orElse(List.of()),
                filled,
                faults);
        if (answer.isEmpty()) {
            templates.render(ctx, "answer/erased", "Erased", Nav.ANSWERS, record);
        } else {
            AnswerView view = new AnswerView(answer.get(), loaded(), record);
            templates.render(ctx, "answer/answer", view.title(), Nav.ANSWERS, view);
        }
    }

    private void replay(Context ctx) {
        boolean own = !"active".equals(ctx.queryParam("release"));
        String id = ctx.pathParam("id");
        Replay replay = jobs.brief(
                        "Replay of an answer", steps -> replayer.replay(id, own ? Against.OWN : Against.ACTIVE))
                .orElseThrow(NotFoundResponse::new);
        String model =
                service.find(replay.id()).map(answer -> answer.model().name()).orElse("an erased answer");
        templates.render(ctx, "ledger/replay", "Replay", Nav.ANSWERS, new ReplayView(replay, own, model));
    }

    private void compare(Context ctx) {
        List<String> ids =
                ctx.queryParams("id").stream().map(String::strip).distinct().toList();
        if (ids.size() < CompareView.FEWEST || ids.size() > CompareView.MOST) {
            throw new BadRequestResponse("Compare two to four answers; here are " + ids.size()
                    + ". Maybe go back and tick some more or fewer.");
        }
        List<Recommendation> answers = ids.stream()
                .map(id -> service.find(id).orElseThrow(NotFoundResponse::new))
                .toList();
        CompareView view = new CompareView(answers, loaded());
        templates.render(ctx, "answer/compare", view.title(), Nav.ANSWERS, view);
    }

    private void review(Context ctx) {
        Map<String, List<String>> fields = Bodies.form(ctx);
        try {
            Review.Filled filled = Review.read(
                    field(fields, "verdict"), field(fields, "comment"), Visitor.name(ctx, field(fields, "name")));
            Review review = service.review(ctx.pathParam("id"), filled, Visitor.actor(ctx, "page"))
                    .orElseThrow(NotFoundResponse::new);
            ctx.redirect("/recommendations/" + review.recommendation() + "#reviews", HttpStatus.SEE_OTHER);
        } catch (QuestionFaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(ctx, fields, e.faults());
        }
    }

    private void report(Context ctx) {
        Map<String, List<String>> fields = Bodies.form(ctx);
        Map<String, String> given = new HashMap<>();
        fields.forEach((name, values) -> given.put(name, String.join("", values)));
        try {
            given.put("name", Visitor.name(ctx, given.getOrDefault("name", "")));
            RunReport report = service.report(ctx.pathParam("id"), RunReport.read(given), Visitor.actor(ctx, "page"))
                    .orElseThrow(NotFoundResponse::new);
            ctx.redirect("/recommendations/" + report.recommendation() + "#accuracy", HttpStatus.SEE_OTHER);
        } catch (QuestionFaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(ctx, fields, e.faults());
        }
    }

    private void accuracy(Context ctx) {
        templates.render(
                ctx,
                "answer/estimateVersusActual",
                "Estimates and real runs",
                Nav.LEDGER,
                new EstimateVersusActualView(EstimateVersusActual.of(ledger()), new DisplayNames(loaded().catalog())));
    }

    private static String field(Map<String, List<String>> fields, String name) {
        return String.join("", fields.getOrDefault(name, List.of()));
    }

    private void dashboard(Context ctx) {
        LedgerView view = new LedgerView(
                ledger().search().dashboard(Query.read(ctx.queryParamMap())),
                ledger().drift().summary(),
                driftJob.underWay(),
                jobs.all().stream()
                        .filter(job -> job.draft().isEmpty() && job.outcome().isEmpty())
                        .toList(),
                ledger().proof().chains(),
                ledger().proof().loss(),
                ledger().proof().lostByRestorations(),
                ledger().proof().newestCheckpoint(),
                ledger().proof().delivery(),
                ledger().proof().publicKey(),
                loaded());
        templates.render(ctx, "ledger/ledger", "Ledger", Nav.LEDGER, view);
    }

    private void checkpoint(Context ctx) {
        ledger().proof().checkpoint();
        ctx.redirect("/ledger#chain", HttpStatus.SEE_OTHER);
    }

    private void verified(Context ctx, String checkpoint) {
        VerifiedView view = new VerifiedView(verifications.verify(checkpoint), checkpoint);
        templates.render(ctx, "ledger/verified", "The ledger recomputed", Nav.LEDGER, view);
    }

    private void drift(Context ctx) {
        if (driftJob.underWay().isEmpty()) {
            jobs.audit("Answers replayed", steps -> {
                driftJob.run(done -> steps.at(done, 0));
                return new Outcome.Told("The ledger's page shows what came of it.", true);
            });
        }
        ctx.redirect("/ledger#drift", HttpStatus.SEE_OTHER);
    }

    private Ledger ledger() {
        return service.ledger();
    }

    private LoadedRelease loaded() {
        return service.advisor().loaded();
    }
}
