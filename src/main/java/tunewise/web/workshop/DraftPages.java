package tunewise.web.workshop;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.access.Acts;
import tunewise.access.Role;
import tunewise.catalog.FaultsException;
import tunewise.ledger.entry.Publication.Content;
import tunewise.service.ProgressListener;
import tunewise.web.page.Bodies;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;
import tunewise.workshop.Acceptance;
import tunewise.workshop.ChangedFigure;
import tunewise.workshop.Differences;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Jobs;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.NewRule;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.RefusedException;
import tunewise.workshop.TestReport;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** A draft and what can be done with it: check and test, see what would change, publish, remove. */
final class DraftPages {
    private final Workshop workshop;
    private final Drafts drafts;
    private final Templates templates;
    private final Jobs jobs;
    private final Access access;
    private final Acts acts;
    private final ConsentPages consents;

    DraftPages(Workshop workshop, Templates templates, Access access) {
        this.access = access;
        this.acts = access.acts();
        this.consents = new ConsentPages(workshop, access, this);
        this.workshop = workshop;
        this.drafts = workshop.drafts();
        this.templates = templates;
        this.jobs = workshop.jobs();
    }

    void register(RoutesConfig routes) {
        routes.get("/workshop/drafts/{draft}", ctx -> draft(ctx, null));
        routes.post(
                "/workshop/drafts/{draft}/test",
                ctx -> start(ctx, "Check and test", (draft, steps) -> new Outcome.Tested(workshop.test(draft, steps))));
        routes.post(
                "/workshop/drafts/{draft}/mutate",
                ctx -> start(
                        ctx, "Small mistakes", (draft, steps) -> new Outcome.Altered(workshop.mutate(draft, steps))));
        routes.post(
                "/workshop/drafts/{draft}/impact",
                ctx -> start(
                        ctx,
                        "What would change",
                        (draft, steps) -> new Outcome.Compared(workshop.impact(drafts.content(draft), steps))));
        routes.post("/workshop/drafts/{draft}/publish", this::publish);
        consents.register(routes);
        routes.post("/workshop/drafts/{draft}/update", this::update);
        routes.post("/workshop/drafts/{draft}/remove", this::remove);
        routes.post("/workshop/drafts/{draft}/open", this::open);
        routes.post("/workshop/drafts/{draft}/rule", this::newRule);
        routes.post("/workshop/drafts/{draft}/price", this::price);
        routes.post("/workshop/drafts/{draft}/threshold", this::threshold);
        routes.post("/workshop/drafts/{draft}/accept", this::accept);
    }

    /** Shows the draft, and why something was refused. */
    void draft(Context ctx, @Nullable String refused) {
        draft(ctx, refused, DraftForms.PRICE, ctx.queryParamMap());
    }

    /** Shows the draft with a form as it was sent. */
    private void draft(Context ctx, @Nullable String refused, String sent, Map<String, List<String>> fields) {
        Draft draft = found(ctx);
        Workspace piece = drafts.content(draft);
        Workspace base = workshop.releases().read(draft.base());
        Content active = workshop.releases().active().orElseThrow().content();
        templates.render(
                ctx,
                "workshop/draft",
                "Draft of " + draft.author(),
                Nav.WORKSHOP,
                new DraftView(
                        draft,
                        DraftView.folders(piece, base),
                        Differences.between(base, piece),
                        !draft.base().equals(active),
                        new DraftForms(
                                workshop.service().advisor().loaded().catalog(),
                                sent,
                                fields,
                                piece.files().getOrDefault(ChangedFigure.OFFERS, ""),
                                workshop.service().today()),
                        refused,
                        consents.view(ctx, draft, piece)));
    }

    private void start(Context ctx, String title, Work work) {
        Draft draft = found(ctx);
        try {
            Job job = jobs.start(title, draft.id(), steps -> work.outcome(draft, steps));
            ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.SERVICE_UNAVAILABLE);
            draft(ctx, e.getMessage());
        }
    }

    /** What a button sets going. */
    private interface Work {
        Outcome outcome(Draft draft, ProgressListener steps);
    }

    private void publish(Context ctx) {
        Draft draft = found(ctx);
        try {
            Map<String, List<String>> form = Bodies.form(ctx);
            Signature own = Signature.of(
                    Visitor.name(ctx, draft.author()),
                    Bodies.value(form, "comment"),
                    Visitor.actor(ctx, WorkshopPages.CAME_FROM));
            Signature signature = Bodies.value(form, "emergency").equals("yes") ? emergency(ctx, own) : own;
            Job job = jobs.start("Publication", draft.id(), steps -> {
                Outcome done =
                        new Outcome.Done(workshop.publish(drafts.content(draft), draft.base(), signature, steps));
                drafts.remove(draft.id());
                access.submissions().forget(draft.id());
                return done;
            });
            ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, e.getMessage());
        }
    }

    private void update(Context ctx) {
        try {
            Draft draft = drafts.update(edited(ctx).id());
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.CONFLICT);
            draft(ctx, e.getMessage());
        }
    }

    private void remove(Context ctx) {
        String id = found(ctx).id();
        drafts.remove(id);
        access.submissions().forget(id);
        Visitor.of(ctx)
                .ifPresent(person -> acts.record(
                        Acts.DRAFT_REMOVED, Visitor.actor(ctx, WorkshopPages.CAME_FROM), Map.of("draft", id)));
        ctx.redirect("/workshop", HttpStatus.SEE_OTHER);
    }

    /** Opens a file by its name, which may be a new one. */
    private void open(Context ctx) {
        Draft draft = found(ctx);
        String path = Bodies.value(Bodies.form(ctx), "path").strip();
        if (Drafts.mayBeCalled(path)) {
            ctx.redirect("/workshop/drafts/" + draft.id() + "/files/" + path, HttpStatus.SEE_OTHER);
        } else {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, Drafts.notAName(path));
        }
    }

    /** Writes a rule and its fixture as a form says, and leads to them. */
    private void newRule(Context ctx) {
        Draft draft = edited(ctx);
        Map<String, List<String>> form = Bodies.form(ctx);
        Workspace piece = drafts.content(draft);
        String[] subject = Bodies.value(form, "subject").split(":", 2);
        try {
            NewRule.Kind kind = Stream.of(NewRule.Kind.values())
                    .filter(each -> each.id().equals(subject[0] + "-" + Bodies.value(form, "does")))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            "the form does not say what this rule should do. Maybe the form on the draft's page "
                                    + "is older than the"
                                    + " service."));
            NewRule.Written written = new NewRule(
                            kind,
                            subject[subject.length - 1],
                            Bodies.value(form, "family"),
                            Bodies.value(form, "reason"))
                    .in(piece);
            drafts.write(draft.id(), written.texts(), piece.files());
            ctx.redirect("/workshop/drafts/" + draft.id() + "#changes", HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, e.getMessage(), "rule", form);
        }
    }

    /** Writes what a test found into the scenarios and cases that are ticked, and tests again. */
    private void accept(Context ctx) {
        Draft draft = edited(ctx);
        Map<String, List<String>> form = Bodies.form(ctx);
        try {
            Acceptance acceptance = new Acceptance(
                    draft.author(),
                    Bodies.value(form, "reason"),
                    workshop.service().today());
            SortedMap<String, String> files = drafts.content(draft).files();
            drafts.write(
                    draft.id(),
                    acceptance.of(
                            tested(Bodies.value(form, "job")),
                            files,
                            form.getOrDefault("scenario", List.of()),
                            form.getOrDefault("case", List.of())),
                    files);
            start(ctx, "Check and test", (again, steps) -> new Outcome.Tested(workshop.test(again, steps)));
        } catch (RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, e.getMessage());
        }
    }

    private TestReport tested(String job) {
        return jobs.find(job)
                .flatMap(Job::outcome)
                .filter(Outcome.Tested.class::isInstance)
                .flatMap(outcome -> ((Outcome.Tested) outcome).examination().tests())
                .orElseThrow(() ->
                        new RefusedException("we no longer have that test. Maybe check and test again, then accept."));
    }

    private void price(Context ctx) {
        Map<String, List<String>> form = Bodies.form(ctx);
        change(
                ctx,
                DraftForms.PRICE,
                form,
                ChangedFigure.OFFERS,
                offers -> ChangedFigure.price(
                        offers,
                        Bodies.value(form, "offer"),
                        Bodies.value(form, "price"),
                        Bodies.value(form, "reason"),
                        workshop.service().today()));
    }

    private void threshold(Context ctx) {
        Map<String, List<String>> form = Bodies.form(ctx);
        change(
                ctx,
                "threshold",
                form,
                ChangedFigure.POLICY,
                policy -> ChangedFigure.policy(
                        policy,
                        Bodies.value(form, "id"),
                        Bodies.value(form, "value"),
                        workshop.service().today()));
    }

    /** Writes a catalog as a form says, and shows what the draft changes now. */
    private void change(
            Context ctx, String sent, Map<String, List<String>> form, String path, UnaryOperator<String> edit) {
        Draft draft = edited(ctx);
        String before = drafts.content(draft).files().getOrDefault(path, "");
        try {
            drafts.write(draft.id(), path, edit.apply(before), before);
            ctx.redirect("/workshop/drafts/" + draft.id() + "#changes", HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, e.getMessage(), sent, form);
        }
    }

    /** An emergency is for those who would approve it otherwise. */
    private static Signature emergency(Context ctx, Signature own) {
        if (Visitor.of(ctx)
                .filter(person -> person.roles().contains(Role.APPROVE))
                .isEmpty()) {
            throw new RefusedException(
                    "publishing in an emergency needs the role approve. Maybe ask somebody who has it.");
        }
        return own.inAnEmergency();
    }

    /** The draft that the address names, which somebody is about to change. */
    Draft edited(Context ctx) {
        Draft draft = found(ctx);
        Visitor.edits(ctx, access, draft.id());
        return draft;
    }

    /** The draft that the address names. */
    Draft found(Context ctx) {
        return drafts.find(ctx.pathParam("draft")).orElseThrow(NotFoundResponse::new);
    }
}
