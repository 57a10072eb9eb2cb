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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.web.page.Bodies;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.workshop.CatalogTable;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.RefusedException;
import tunewise.workshop.RuleFixture;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** The files of a draft, each as text or as a table. */
final class DraftFilePages {
    private static final Pattern RULE = Pattern.compile("(?m)^rule \"([A-Z]{3}-\\d{3}) ");

    private final Workshop workshop;
    private final Drafts drafts;
    private final Templates templates;
    private final DraftPages pages;

    DraftFilePages(Workshop workshop, Templates templates, DraftPages pages) {
        this.workshop = workshop;
        this.drafts = workshop.drafts();
        this.templates = templates;
        this.pages = pages;
    }

    void register(RoutesConfig routes) {
        routes.get("/workshop/drafts/{draft}/files/<path>", ctx -> file(ctx, null, null));
        routes.post("/workshop/drafts/{draft}/files/<path>", this::save);
        routes.post("/workshop/drafts/{draft}/rows/<path>", this::saveRows);
    }

    private void file(Context ctx, @Nullable Map<String, List<String>> sent, @Nullable String refused) {
        Draft draft = pages.found(ctx);
        String path = ctx.pathParam("path");
        if (!Drafts.mayBeCalled(path)) {
            throw new NotFoundResponse();
        }
        Workspace piece = drafts.content(draft);
        FileView view = FileView.of(
                draft,
                path,
                piece,
                workshop.checkInTurn(piece, draft.base()),
                Optional.ofNullable(ctx.queryParam("rule")),
                from(ctx));
        templates.render(
                ctx,
                view.table().isPresent() && sent == null && !"text".equals(ctx.queryParam("as"))
                        ? "workshop/rows"
                        : "workshop/file",
                path,
                Nav.WORKSHOP,
                sent == null ? view : view.sent(Bodies.value(sent, "text"), Bodies.value(sent, "besideText"), refused));
    }

    private void save(Context ctx) {
        Draft draft = pages.edited(ctx);
        String path = ctx.pathParam("path");
        Map<String, List<String>> form = Bodies.form(ctx);
        try {
            boolean remove = Bodies.value(form, "remove").equals("yes");
            if (remove) {
                removeWithFixtures(draft, path, plain(Bodies.value(form, "seen")));
            } else {
                write(draft, path, form, "text", "seen");
            }
            String beside = Bodies.value(form, "beside");
            if (!beside.isEmpty() && !remove) {
                write(draft, beside, form, "besideText", "besideSeen");
            }
            String rule = Bodies.value(form, "rule");
            ctx.redirect(
                    remove
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
    private void write(Draft draft, String path, Map<String, List<String>> form, String text, String seen) {
        String now = plain(Bodies.value(form, text));
        String before = plain(Bodies.value(form, seen));
        drafts.write(draft.id(), path, now.isBlank() ? null : now, before.isEmpty() ? null : before);
    }

    /** A rule's fixture without the rule would be a fault, so both go. */
    private void removeWithFixtures(Draft draft, String path, String seen) {
        SortedMap<String, String> files = drafts.content(draft).files();
        SortedMap<String, @Nullable String> texts = new TreeMap<>();
        SortedMap<String, String> before = new TreeMap<>();
        texts.put(path, null);
        if (!seen.isEmpty()) {
            before.put(path, seen);
        }
        Matcher rules = RULE.matcher(path.endsWith(".drl") ? files.getOrDefault(path, "") : "");
        while (rules.find()) {
            String fixture = RuleFixture.path(rules.group(1));
            String stored = files.get(fixture);
            if (stored != null) {
                texts.put(fixture, null);
                before.put(fixture, stored);
            }
        }
        drafts.write(draft.id(), texts, before);
    }

    private void saveRows(Context ctx) {
        Draft draft = pages.edited(ctx);
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
            if (!Bodies.value(form, "seen").equals(String.valueOf(text.hashCode()))) {
                throw new RefusedException(
                        "somebody saved this table meanwhile in another window. We overwrote nothing. Maybe open it again.");
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
            pages.draft(ctx, e.getMessage());
        }
    }

    private static List<String> cells(Map<String, List<String>> form, String prefix, int columns) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            cells.add(Bodies.value(form, prefix + column));
        }
        return cells;
    }

    private static int from(Context ctx) {
        return number(ctx.queryParam("from"));
    }

    private static int from(Map<String, List<String>> form) {
        return number(Bodies.value(form, "from"));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** Browsers send line ends as CR LF. */
    private static String plain(String text) {
        String plain = text.replace("\r\n", "\n");
        return plain.isEmpty() || plain.endsWith("\n") ? plain : plain + "\n";
    }
}
