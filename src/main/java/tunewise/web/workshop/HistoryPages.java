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
import tunewise.ledger.entry.Publication;
import tunewise.web.page.Bodies;
import tunewise.web.page.BundleFile;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;
import tunewise.workshop.Bundle;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.RefusedException;
import tunewise.workshop.Workshop;

/** What was published: the way back to it, and the way to another store and from there. */
final class HistoryPages {
    private static final int MOST_PUBLICATIONS = 30;

    private final Workshop workshop;
    private final Templates templates;
    private final Access access;

    HistoryPages(Workshop workshop, Templates templates, Access access) {
        this.workshop = workshop;
        this.templates = templates;
        this.access = access;
    }

    void register(RoutesConfig routes) {
        routes.get("/workshop/history", ctx -> history(ctx, null));
        routes.post("/workshop/history/{publication}/rollback", this::rollBack);
        routes.get("/workshop/history/{publication}/bundle", this::export);
        routes.post("/workshop/history/take", this::take);
    }

    private void history(Context ctx, @Nullable String refused) {
        templates.render(
                ctx,
                "workshop/history",
                "History of releases",
                Nav.WORKSHOP,
                HistoryView.of(workshop.releases(), MOST_PUBLICATIONS, publicKey(), refused));
    }

    private void rollBack(Context ctx) {
        Map<String, List<String>> form = Bodies.form(ctx);
        Publication to = found(ctx);
        try {
            Signature signature = Signature.of(
                    Visitor.name(ctx, Bodies.value(form, "author")),
                    Bodies.value(form, "comment"),
                    Visitor.actor(ctx, WorkshopPages.CAME_FROM));
            Job job = workshop.jobs()
                    .start("Going back", "", steps -> new Outcome.Done(workshop.rollBack(to, signature)));
            ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            history(ctx, e.getMessage());
        }
    }

    private void export(Context ctx) {
        BundleFile.send(ctx, workshop, access, found(ctx), WorkshopPages.CAME_FROM);
    }

    /** Lays a release of another store into a draft, where people see what it changes before they publish or submit it. */
    private void take(Context ctx) {
        Bodies.files(ctx, Bodies.MOST_FORM_MIB);
        try {
            String key = Bodies.part(ctx, "key");
            Bundle bundle = Bundle.read(Bodies.part(ctx, "bundle"), key);
            String name = Visitor.name(ctx, Bodies.part(ctx, "author"));
            Draft draft = workshop.drafts().lay(name, name, bundle.content());
            Visitor.edits(ctx, access, draft.id());
            access.acts().record(Acts.RELEASE_TAKEN, Visitor.actor(ctx, WorkshopPages.CAME_FROM), bundle.about(key));
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            history(ctx, e.getMessage());
        }
    }

    private String publicKey() {
        return workshop.ledger().proof().publicKey();
    }

    private Publication found(Context ctx) {
        return workshop.releases().find(ctx.pathParam("publication")).orElseThrow(NotFoundResponse::new);
    }
}
