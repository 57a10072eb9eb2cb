package tunewise.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tunewise.access.Access;
import tunewise.access.Acts;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication;
import tunewise.web.page.Bodies;
import tunewise.web.page.BundleFile;
import tunewise.web.page.Visitor;
import tunewise.workshop.Bundle;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.Workshop;

/** Releases on their way from one store to another, signed here and checked there. */
final class BundlesApi {
    private final Workshop workshop;
    private final ReleasesApi releases;
    private final Access access;

    BundlesApi(Workshop workshop, ReleasesApi releases, Access access) {
        this.workshop = workshop;
        this.releases = releases;
        this.access = access;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/releases/{id}/bundle", this::export);
        routes.post("/api/releases/take", this::take);
    }

    private void export(Context ctx) {
        BundleFile.send(ctx, workshop, access, releases.found(ctx), ReleasesApi.CAME_FROM);
    }

    /** Publishes it where no draft is named, as other releases are: checked, tested, and approved where policy says so. */
    private void take(Context ctx) {
        Bodies.files(ctx, Bodies.MOST_FORM_MIB);
        releases.answer(ctx, () -> {
            Actor actor = Visitor.actor(ctx, ReleasesApi.CAME_FROM);
            String name = Visitor.name(ctx, Bodies.part(ctx, "author"));
            String key = Bodies.part(ctx, "key");
            Bundle bundle = Bundle.read(Bodies.part(ctx, "bundle"), key);
            String draft = Bodies.part(ctx, "draft").strip();
            if (!draft.isEmpty()) {
                Draft laid = workshop.drafts().lay(draft, name, bundle.content());
                Visitor.edits(ctx, access, laid.id());
                access.acts().record(Acts.RELEASE_TAKEN, actor, bundle.about(key));
                ctx.status(201).header("Location", "/workshop/drafts/" + laid.id());
                return new Laid(laid.id());
            }
            Signature signature = bundle.signature(name, actor);
            Published published = releases.queued(
                            Outcome.Done.class,
                            "Taking over",
                            "",
                            steps -> new Outcome.Done(workshop.publish(
                                    bundle.content(),
                                    workshop.releases()
                                            .active()
                                            .map(Publication::content)
                                            .orElse(null),
                                    signature,
                                    steps)))
                    .published();
            access.acts().record(Acts.RELEASE_TAKEN, actor, bundle.about(key));
            return ReleasesApi.created(ctx, published);
        });
    }

    /** Where a release was laid. */
    record Laid(String draft) {}
}
