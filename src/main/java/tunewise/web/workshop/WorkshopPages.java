package tunewise.web.workshop;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.access.Acts;
import tunewise.catalog.FaultsException;
import tunewise.rulebook.language.Vocabulary;
import tunewise.web.page.Bodies;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;
import tunewise.web.rules.WordsView;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Jobs;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Learning;
import tunewise.workshop.RefusedException;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** The way in for analysts. */
public final class WorkshopPages {
    static final String CAME_FROM = "page";

    private final Workshop workshop;
    private final Drafts drafts;
    private final Templates templates;
    private final Jobs jobs;
    private final Access access;
    private final Acts acts;

    public WorkshopPages(Workshop workshop, Templates templates, Access access) {
        this.access = access;
        this.acts = access.acts();
        this.workshop = workshop;
        this.drafts = workshop.drafts();
        this.templates = templates;
        this.jobs = workshop.jobs();
    }

    public void register(RoutesConfig routes) {
        routes.get("/workshop", this::overview);
        routes.post("/workshop/folder/update", this::updateFolder);
        routes.post("/workshop/drafts", this::begin);
        routes.get("/workshop/words", this::words);
        routes.get("/workshop/learning", ctx -> learning(ctx, null));
        routes.post("/workshop/learning", this::keepLearning);
        routes.get("/workshop/jobs/{job}", this::job);
        routes.post("/workshop/jobs/{job}/stop", this::stop);
        new HistoryPages(workshop, templates, access).register(routes);
        DraftPages draft = new DraftPages(workshop, templates, access);
        draft.register(routes);
        new DraftFilePages(workshop, templates, draft).register(routes);
    }

    private void overview(Context ctx) {
        templates.render(ctx, "workshop/workshop", "Workshop", Nav.WORKSHOP, WorkshopView.of(workshop, null));
    }

    private void updateFolder(Context ctx) {
        try {
            workshop.folder().update();
            ctx.redirect("/workshop#folder", HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.CONFLICT);
            templates.render(
                    ctx, "workshop/workshop", "Workshop", Nav.WORKSHOP, WorkshopView.of(workshop, e.getMessage()));
        }
    }

    private void begin(Context ctx) {
        Map<String, List<String>> form = Bodies.form(ctx);
        try {
            Draft draft = drafts.open(Visitor.name(ctx, Bodies.value(form, "author")));
            noteBegun(ctx, draft);
            if (Bodies.value(form, "from").equals("folder")) {
                drafts.take(draft.id(), workshop.folder().content());
            }
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            templates.render(
                    ctx, "workshop/workshop", "Workshop", Nav.WORKSHOP, WorkshopView.of(workshop, e.getMessage()));
        }
    }

    private void learning(Context ctx, @Nullable String refused) {
        templates.render(
                ctx,
                "workshop/learning",
                "Learn from runs",
                Nav.WORKSHOP,
                new LearningView(workshop.learning(), refused));
    }

    private void keepLearning(Context ctx) {
        try {
            Draft draft = drafts.open(Visitor.name(ctx, Bodies.value(Bodies.form(ctx), "author")));
            noteBegun(ctx, draft);
            Workspace piece = drafts.content(draft);
            drafts.write(draft.id(), Learning.of(workshop.ledger(), piece).texts(piece.files()), piece.files());
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            learning(ctx, e.getMessage());
        }
    }

    private void noteBegun(Context ctx, Draft draft) {
        Visitor.edits(ctx, access, draft.id());
        if (draft.changes().isEmpty()) {
            Visitor.of(ctx)
                    .ifPresent(person ->
                            acts.record(Acts.DRAFT_BEGUN, Visitor.actor(ctx, CAME_FROM), Map.of("draft", draft.id())));
        }
    }

    private void words(Context ctx) {
        templates.render(
                ctx,
                "rules/words",
                "The words of rules",
                Nav.WORKSHOP,
                new WordsView(Vocabulary.facts(), Vocabulary.findings()));
    }

    private void stop(Context ctx) {
        Job job = foundJob(ctx);
        job.stop();
        ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
    }

    private Job foundJob(Context ctx) {
        return jobs.find(ctx.pathParam("job")).orElseThrow(NotFoundResponse::new);
    }

    private void job(Context ctx) {
        Job job = foundJob(ctx);
        templates.render(ctx, "workshop/job", job.title(), Nav.WORKSHOP, JobView.of(job));
    }
}
