package tunewise.web.workshop;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.FaultsException;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.rulebook.language.Vocabulary;
import tunewise.service.ProgressListener;
import tunewise.web.page.Bodies;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.rules.WordsView;
import tunewise.workshop.CatalogTable;
import tunewise.workshop.Differences;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Jobs;
import tunewise.workshop.Jobs.Job;
import tunewise.workshop.Jobs.Outcome;
import tunewise.workshop.Learning;
import tunewise.workshop.NewRule;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.RefusedException;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** The way in for analysts. */
public final class WorkshopPages {
    private static final int MOST_PUBLICATIONS = 30;
    private static final String CAME_FROM = "page";

    private final Workshop workshop;
    private final Drafts drafts;
    private final Templates templates;
    private final Jobs jobs;

    public WorkshopPages(Workshop workshop, Templates templates) {
        this.workshop = workshop;
        this.drafts = workshop.drafts();
        this.templates = templates;
        this.jobs = workshop.jobs();
    }

    public void register(RoutesConfig routes) {
        routes.get("/workshop", this::overview);
        routes.post("/workshop/folder/update", this::updateFolder);
        routes.post("/workshop/drafts", this::begin);
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
                        (draft, steps) -> new Outcome.Shown(workshop.impact(drafts.content(draft), steps))));
        routes.post("/workshop/drafts/{draft}/publish", this::publish);
        routes.post("/workshop/drafts/{draft}/update", this::update);
        routes.post("/workshop/drafts/{draft}/remove", this::remove);
        routes.post("/workshop/drafts/{draft}/open", this::open);
        routes.post("/workshop/drafts/{draft}/rule", this::newRule);
        routes.get("/workshop/words", this::words);
        routes.get("/workshop/learning", ctx -> learning(ctx, null));
        routes.post("/workshop/learning", this::keepLearning);
        routes.get("/workshop/drafts/{draft}/files/<path>", ctx -> file(ctx, null, null));
        routes.post("/workshop/drafts/{draft}/files/<path>", this::save);
        routes.post("/workshop/drafts/{draft}/rows/<path>", this::saveRows);
        routes.get("/workshop/jobs/{job}", this::job);
        routes.post("/workshop/jobs/{job}/stop", this::stop);
        routes.get("/workshop/history", this::history);
        routes.post("/workshop/history/{publication}/rollback", this::rollBack);
    }

    private void overview(Context ctx) {
        templates.render(ctx, "workshop/workshop", "Workshop", Nav.WORKSHOP, WorkshopView.of(workshop, null));
    }

    private void updateFolder(Context ctx) {
        try {
            workshop.updateFolder();
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
            Draft draft = drafts.open(value(form, "author"));
            if (value(form, "from").equals("folder")) {
                drafts.take(draft.id(), workshop.folderContent());
            }
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            templates.render(
                    ctx, "workshop/workshop", "Workshop", Nav.WORKSHOP, WorkshopView.of(workshop, e.getMessage()));
        }
    }

    private void draft(Context ctx, @Nullable String refused) {
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
                        workshop.service().advisor().loaded().catalog(),
                        refused));
    }

    private void start(Context ctx, String title, Work work) {
        Draft draft = found(ctx);
        Job job = jobs.start(title, draft.id(), steps -> work.outcome(draft, steps));
        ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
    }

    /** What a button sets going. */
    private interface Work {
        Outcome outcome(Draft draft, ProgressListener steps);
    }

    private void publish(Context ctx) {
        Draft draft = found(ctx);
        try {
            Signature signature = new Signature(draft.author(), value(Bodies.form(ctx), "comment"), CAME_FROM);
            Job job = jobs.start("Publication", draft.id(), steps -> {
                Outcome done =
                        new Outcome.Done(workshop.publish(drafts.content(draft), draft.base(), signature, steps));
                drafts.remove(draft.id());
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
            Draft draft = drafts.update(found(ctx).id());
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.CONFLICT);
            draft(ctx, e.getMessage());
        }
    }

    private void remove(Context ctx) {
        drafts.remove(found(ctx).id());
        ctx.redirect("/workshop", HttpStatus.SEE_OTHER);
    }

    /** Opens a file by its name, which may be a new one. */
    private void open(Context ctx) {
        Draft draft = found(ctx);
        String path = value(Bodies.form(ctx), "path").strip();
        if (Drafts.mayBeCalled(path)) {
            ctx.redirect("/workshop/drafts/" + draft.id() + "/files/" + path, HttpStatus.SEE_OTHER);
        } else {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, Drafts.notAName(path));
        }
    }

    /** Writes a rule and its fixture as a form says, and leads to them. */
    private void newRule(Context ctx) {
        Draft draft = found(ctx);
        Map<String, List<String>> form = Bodies.form(ctx);
        Workspace piece = drafts.content(draft);
        String[] subject = value(form, "subject").split(":", 2);
        try {
            NewRule.Kind kind = Stream.of(NewRule.Kind.values())
                    .filter(each -> each.id().equals(subject[0] + "-" + value(form, "does")))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            "nobody knows what this rule is to do. Maybe the form on the draft's page is older than the"
                                    + " service."));
            NewRule.Written written = new NewRule(
                            kind, subject[subject.length - 1], value(form, "family"), value(form, "reason"))
                    .in(piece);
            drafts.write(draft.id(), written.texts(), piece.files());
            ctx.redirect(
                    "/workshop/drafts/" + draft.id() + "/files/" + written.file() + "?as=text&rule=" + written.id(),
                    HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            draft(ctx, e.getMessage());
        }
    }

    private void learning(Context ctx, @Nullable String refused) {
        templates.render(
                ctx,
                "workshop/learning",
                "What runs teach",
                Nav.WORKSHOP,
                new LearningView(workshop.learning(), refused));
    }

    private void keepLearning(Context ctx) {
        try {
            Draft draft = drafts.open(value(Bodies.form(ctx), "author"));
            Workspace piece = drafts.content(draft);
            drafts.write(draft.id(), Learning.of(workshop.ledger(), piece).texts(piece.files()), piece.files());
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException | FaultsException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            learning(ctx, e.getMessage());
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

    private void file(Context ctx, @Nullable Map<String, List<String>> sent, @Nullable String refused) {
        Draft draft = found(ctx);
        String path = ctx.pathParam("path");
        if (!Drafts.mayBeCalled(path)) {
            throw new NotFoundResponse();
        }
        Workspace piece = drafts.content(draft);
        FileView view = FileView.of(
                draft,
                path,
                piece,
                workshop.check(piece, draft.base()),
                Optional.ofNullable(ctx.queryParam("rule")),
                from(ctx));
        templates.render(
                ctx,
                view.table().isPresent() && sent == null && !"text".equals(ctx.queryParam("as"))
                        ? "workshop/rows"
                        : "workshop/file",
                path,
                Nav.WORKSHOP,
                sent == null ? view : view.sent(value(sent, "text"), value(sent, "besideText"), refused));
    }

    private void save(Context ctx) {
        Draft draft = found(ctx);
        String path = ctx.pathParam("path");
        Map<String, List<String>> form = Bodies.form(ctx);
        try {
            write(draft, path, form, "text", "seen", value(form, "remove").equals("yes"));
            String beside = value(form, "beside");
            if (!beside.isEmpty()) {
                write(draft, beside, form, "besideText", "besideSeen", false);
            }
            String rule = value(form, "rule");
            ctx.redirect(
                    value(form, "remove").equals("yes")
                            ? "/workshop/drafts/" + draft.id()
                            : "/workshop/drafts/" + draft.id() + "/files/" + path + "?as=text"
                                    + (rule.matches("[A-Z]{3}-\\d{3}") ? "&rule=" + rule : ""),
                    HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.CONFLICT);
            file(ctx, form, e.getMessage());
        }
    }

    /** An empty text means that there is no such file. */
    private void write(
            Draft draft, String path, Map<String, List<String>> form, String text, String seen, boolean remove) {
        String now = plain(value(form, text));
        String before = plain(value(form, seen));
        drafts.write(draft.id(), path, remove || now.isBlank() ? null : now, before.isEmpty() ? null : before);
    }

    private void saveRows(Context ctx) {
        Draft draft = found(ctx);
        String path = ctx.pathParam("path");
        Map<String, List<String>> form = Bodies.form(ctx);
        String text =
                Optional.ofNullable(drafts.content(draft).files().get(path)).orElseThrow(NotFoundResponse::new);
        CatalogTable table = CatalogTable.read(text).orElseThrow(NotFoundResponse::new);
        Map<Integer, List<String>> edited = new LinkedHashMap<>();
        for (int row = 0; row < table.rows().size(); row++) {
            if (form.containsKey("cell-" + row + "-0")) {
                edited.put(row, cells(form, "cell-" + row + "-", table.columns().size()));
            }
        }
        try {
            if (!value(form, "seen").equals(String.valueOf(text.hashCode()))) {
                throw new RefusedException(
                        "the table was saved meanwhile in another window. Nothing was overwritten. Maybe open it again.");
            }
            drafts.write(
                    draft.id(),
                    path,
                    table.with(
                            edited, List.of(cells(form, "new-", table.columns().size()))),
                    text);
            ctx.redirect(
                    "/workshop/drafts/" + draft.id() + "/files/" + path + "?from=" + from(form), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.CONFLICT);
            draft(ctx, e.getMessage());
        }
    }

    private static List<String> cells(Map<String, List<String>> form, String prefix, int columns) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            cells.add(value(form, prefix + column));
        }
        return cells;
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

    private void history(Context ctx) {
        templates.render(
                ctx,
                "workshop/history",
                "What was published",
                Nav.WORKSHOP,
                HistoryView.of(workshop.releases(), MOST_PUBLICATIONS, null));
    }

    private void rollBack(Context ctx) {
        Map<String, List<String>> form = Bodies.form(ctx);
        Publication to = workshop.releases().find(ctx.pathParam("publication")).orElseThrow(NotFoundResponse::new);
        try {
            Signature signature = new Signature(value(form, "author"), value(form, "comment"), CAME_FROM);
            Job job = jobs.start("Going back", "", steps -> new Outcome.Done(workshop.rollBack(to, signature)));
            ctx.redirect("/workshop/jobs/" + job.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            templates.render(
                    ctx,
                    "workshop/history",
                    "What was published",
                    Nav.WORKSHOP,
                    HistoryView.of(workshop.releases(), MOST_PUBLICATIONS, e.getMessage()));
        }
    }

    private Draft found(Context ctx) {
        return drafts.find(ctx.pathParam("draft")).orElseThrow(NotFoundResponse::new);
    }

    private static int from(Context ctx) {
        return number(ctx.queryParam("from"));
    }

    private static int from(Map<String, List<String>> form) {
        return number(value(form, "from"));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static String value(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    /** Browsers send line ends as CR LF. */
    private static String plain(String text) {
        String plain = text.replace("\r\n", "\n");
        return plain.isEmpty() || plain.endsWith("\n") ? plain : plain + "\n";
    }
}
