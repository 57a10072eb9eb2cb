package tunewise.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.question.FieldFault;
import tunewise.question.JsonFields;
import tunewise.question.JsonFields.Kind;
import tunewise.service.ProgressListener;
import tunewise.text.ValueText;
import tunewise.web.page.Bodies;
import tunewise.web.page.Problem;
import tunewise.web.page.Problems;
import tunewise.web.page.Visitor;
import tunewise.wording.DisplayText;
import tunewise.workshop.Differences;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Examination;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.RefusedException;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** Releases, for programs: what was published, what a draft would change, publication and the way back. */
public final class ReleasesApi {
    private static final int MOST = 100;
    static final String CAME_FROM = "api";
    private static final Map<String, Kind> FOR_A_CHECK = Map.of("draft", Kind.TEXT);
    private static final Map<String, Kind> FOR_A_RELEASE = Map.of("draft", Kind.TEXT, "comment", Kind.TEXT);
    private static final Map<String, Kind> FOR_A_WAY_BACK = Map.of("author", Kind.TEXT, "comment", Kind.TEXT);

    private final Workshop workshop;
    private final Problems problems;
    private final Access access;

    public ReleasesApi(Workshop workshop, Problems problems, Access access) {
        this.access = access;
        this.workshop = workshop;
        this.problems = problems;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/releases", this::history);
        routes.post("/api/releases", this::publish);
        routes.post("/api/releases/check", this::check);
        routes.post("/api/releases/impact", this::impact);
        routes.get("/api/releases/{id}", this::release);
        routes.post("/api/releases/{id}/rollback", this::rollBack);
        new BundlesApi(workshop, this, access).register(routes);
        routes.get("/api/ledger/learning", ctx -> json(ctx, workshop.learning()));
    }

    /** A publication, as programs see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String id,
            String release,
            @Nullable String fixtures,
            Instant publishedAt,
            String author,
            String comment,
            String cameFrom,
            @Nullable String base,
            @Nullable Identity by,
            @Nullable List<Identity> approvedBy,
            @Nullable Boolean emergency) {
        static Line of(Publication publication) {
            return new Line(
                    publication.id(),
                    publication.content().release(),
                    publication.content().fixtures(),
                    publication.at(),
                    publication.author(),
                    publication.comment(),
                    publication.cameFrom(),
                    publication.base() == null ? null : publication.base().release(),
                    publication.consent().by(),
                    publication.consent().approvedBy().isEmpty()
                            ? null
                            : publication.consent().approvedBy(),
                    publication.consent().emergency() ? true : null);
        }
    }

    private void history(Context ctx) {
        json(
                ctx,
                Map.of(
                        "releases",
                        workshop.releases().history(MOST).stream().map(Line::of).toList()));
    }

    private void release(Context ctx) {
        Publication publication = found(ctx);
        List<Publication> history = workshop.releases().history(Integer.MAX_VALUE);
        int at = history.indexOf(publication);
        Differences differences = at + 1 == history.size()
                ? new Differences(List.of(), List.of(), List.of())
                : Differences.between(
                        workshop.releases().read(history.get(at + 1).content()),
                        workshop.releases().read(publication.content()));
        json(ctx, new ReleaseWithChanges(Line.of(publication), differences));
    }

    /** A publication with what it changed in the one before. */
    record ReleaseWithChanges(Line release, Differences differences) {}

    private void check(Context ctx) {
        answer(ctx, () -> {
            JsonFields body = body(ctx, FOR_A_CHECK);
            Outcome.Tested tested = queued(
                    Outcome.Tested.class,
                    "Check",
                    body.text("draft"),
                    steps -> new Outcome.Tested(body.has("draft") ? check(draft(body)) : workshop.checkFolder()));
            return new Checked(
                    tested.examination().faults(), tested.examination().warnings());
        });
    }

    /** Work of seconds and more waits its turn with that of the pages, where it can be seen and stopped. */
    <T extends Outcome> T queued(
            Class<T> wanted, String title, String draft, Function<ProgressListener, Outcome> work) {
        Outcome outcome = workshop.jobs().start(title, draft, work).await();
        if (outcome instanceof Outcome.NotDone failed) {
            throw failed.faults().isEmpty() ? new RefusedException(failed.why()) : new FaultsException(failed.faults());
        }
        return wanted.cast(outcome);
    }

    private Examination check(Draft draft) {
        return workshop.check(workshop.drafts().content(draft), draft.base());
    }

    /** What came of a check. */
    record Checked(List<Fault> faults, List<Fault> warnings) {}

    private void impact(Context ctx) {
        answer(ctx, () -> {
            JsonFields body = body(ctx, FOR_A_CHECK);
            Workspace content = content(body);
            return queued(
                            Outcome.Compared.class,
                            "What would change",
                            body.text("draft"),
                            steps -> new Outcome.Compared(workshop.impact(content, steps)))
                    .report();
        });
    }

    private void publish(Context ctx) {
        answer(ctx, () -> {
            JsonFields body = body(ctx, FOR_A_RELEASE);
            Draft draft = draft(body);
            Signature signature = Signature.of(
                    Visitor.name(ctx, draft.author()), body.text("comment"), Visitor.actor(ctx, CAME_FROM));
            Published published = queued(Outcome.Done.class, "Publication", draft.id(), steps -> {
                        Outcome done = new Outcome.Done(
                                workshop.publish(workshop.drafts().content(draft), draft.base(), signature, steps));
                        workshop.drafts().remove(draft.id());
                        return done;
                    })
                    .published();
            return created(ctx, published);
        });
    }

    private void rollBack(Context ctx) {
        Publication to = found(ctx);
        answer(ctx, () -> {
            JsonFields body = body(ctx, FOR_A_WAY_BACK);
            return created(
                    ctx,
                    workshop.rollBack(
                            to,
                            Signature.of(
                                    Visitor.name(ctx, body.text("author")),
                                    body.text("comment"),
                                    Visitor.actor(ctx, CAME_FROM))));
        });
    }

    static ReleaseWithChanges created(Context ctx, Published published) {
        ctx.status(201)
                .header("Location", "/api/releases/" + published.publication().id());
        return new ReleaseWithChanges(Line.of(published.publication()), published.differences());
    }

    Publication found(Context ctx) {
        return workshop.releases().find(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
    }

    /** The draft that is named, or the rules folder where none is. */
    private Workspace content(JsonFields body) {
        return body.has("draft")
                ? workshop.drafts().content(draft(body))
                : workshop.folder().content();
    }

    private Draft draft(JsonFields body) {
        String name = body.text("draft");
        return workshop.drafts()
                .find(name)
                .orElseThrow(() -> new RefusedException(
                        "there is no draft " + ValueText.value(name) + ". Maybe /workshop lists the one you mean."));
    }

    private static JsonFields body(Context ctx, Map<String, Kind> fields) {
        JsonFields body = JsonFields.read(Bodies.json(ctx), "a release request", fields);
        return body.read(() -> body);
    }

    void answer(Context ctx, Supplier<Object> work) {
        try {
            json(ctx, work.get());
        } catch (RefusedException e) {
            problems.answer(ctx, Problem.of(409, "Refused", DisplayText.sentence(String.valueOf(e.getMessage()))));
        } catch (FaultsException e) {
            problems.answer(
                    ctx,
                    Problem.of(
                            422,
                            "The rules do not pass check and test",
                            "Nothing was published.",
                            e.faults().stream().map(ReleasesApi::fault).toList()));
        }
    }

    private static FieldFault fault(Fault fault) {
        return new FieldFault(
                fault.line() > 0 ? fault.file() + ":" + fault.line() : fault.file(),
                (fault.message() + " " + fault.hint()).strip());
    }

    private static void json(Context ctx, Object value) {
        ctx.contentType("application/json").result(AnswerJson.MAPPER.writeValueAsBytes(value));
    }
}
