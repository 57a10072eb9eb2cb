package tunewise.web.workshop;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UploadedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.catalog.Catalog;
import tunewise.catalog.FaultsException;
import tunewise.catalog.csv.CatalogReader;
import tunewise.service.ProgressListener;
import tunewise.web.page.Bodies;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.RefusedException;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;
import tunewise.workshop.prices.OfferRows;
import tunewise.workshop.prices.PriceForm;
import tunewise.workshop.prices.PriceList;
import tunewise.workshop.prices.PriceListException;
import tunewise.workshop.prices.PricePreview;
import tunewise.workshop.prices.PricePreview.Wishes;

/** The way in for price lists: send one, see what it changes, keep that in a draft. */
public final class PricesPages {
    public static final int MOST_MIB = 8;

    /** Lists that were sent and not yet kept; the oldest gives way. */
    private static final int MOST_WAITING = 4;

    private final Workshop workshop;
    private final Templates templates;
    private final Clock clock;
    private final Access access;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private int sent;

    public PricesPages(Workshop workshop, Templates templates, Clock clock, Access access) {
        this.access = access;
        this.workshop = workshop;
        this.templates = templates;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/workshop/prices", ctx -> form(ctx, new PricesForm(Map.of(), today(), null)));
        routes.post("/workshop/prices", this::read);
        routes.get("/workshop/prices/{list}", ctx -> preview(ctx, null));
        routes.post("/workshop/prices/{list}/draft", this::keep);
    }

    /** A list that was read, and what is wanted of it. */
    private record Waiting(PriceList list, Wishes wishes) {}

    private void form(Context ctx, PricesForm view) {
        templates.render(ctx, "workshop/prices", "Prices", Nav.WORKSHOP, view);
    }

    private void read(Context ctx) {
        Bodies.files(ctx, MOST_MIB);
        Map<String, String> fields = new TreeMap<>();
        Stream.of("text", "source", "provider", "day", "region", "machine", "addProviders", "endGone")
                .forEach(name -> fields.put(name, field(ctx, name)));
        try (InputStream stream = stream(ctx, fields)) {
            Wishes wishes = wishes(fields);
            PriceList.Input input =
                    new PriceList.Input(stream, name(ctx), source(fields), blankAsNull(fields, "provider"), 0);
            PriceList list = workshop.jobs().brief("Price list", steps -> read(input, steps));
            ctx.redirect("/workshop/prices/" + remember(new Waiting(list, wishes)), HttpStatus.SEE_OTHER);
        } catch (PriceListException | RefusedException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            form(ctx, new PricesForm(fields, today(), e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PriceList read(PriceList.Input input, ProgressListener steps) {
        return PriceList.read(input, catalog().listedNames(), steps);
    }

    private static String field(Context ctx, String name) {
        String value = ctx.formParam(name);
        return value == null ? "" : value;
    }

    private static InputStream stream(Context ctx, Map<String, String> fields) {
        UploadedFile file = file(ctx);
        String text = fields.getOrDefault("text", "");
        if (file == null && text.isBlank()) {
            throw new RefusedException("there is no price list. Maybe the file was not chosen, or nothing was pasted.");
        }
        return file == null ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) : file.content();
    }

    /** What a browser sends of a file field that was left alone is a file of no length. */
    private static @Nullable UploadedFile file(Context ctx) {
        UploadedFile file = ctx.uploadedFile("file");
        return file == null || file.size() == 0 ? null : file;
    }

    private static String name(Context ctx) {
        UploadedFile file = file(ctx);
        return file == null ? "pasted text" : file.filename();
    }

    private static @Nullable PriceForm source(Map<String, String> fields) {
        return Stream.of(PriceForm.values())
                .filter(form -> form.id().equals(fields.get("source")))
                .findFirst()
                .orElse(null);
    }

    private Wishes wishes(Map<String, String> fields) {
        return new Wishes(
                day(fields.getOrDefault("day", "")),
                fields.getOrDefault("addProviders", "").equals("yes"),
                fields.getOrDefault("endGone", "").equals("yes"),
                blankAsNull(fields, "region"),
                blankAsNull(fields, "machine"));
    }

    private LocalDate day(String text) {
        try {
            LocalDate day = text.isBlank() ? today() : LocalDate.parse(text.strip());
            if (day.isAfter(today())) {
                throw new RefusedException("the day " + day + " is yet to come. Maybe the year slipped.");
            }
            return day;
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "'" + text + "' is not a date. Maybe you mean year-month-day, as in 2026-03-31.");
        }
    }

    private static @Nullable String blankAsNull(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "").strip();
        return value.isEmpty() ? null : value;
    }

    private synchronized String remember(Waiting list) {
        sent++;
        String id = Integer.toString(sent);
        waiting.put(id, list);
        if (waiting.size() > MOST_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        return id;
    }

    private synchronized Waiting found(Context ctx) {
        Waiting list = waiting.get(ctx.pathParam("list"));
        if (list == null) {
            throw new NotFoundResponse("We no longer have this price list. Maybe send it again.");
        }
        return list;
    }

    private void preview(Context ctx, @Nullable String refused) {
        Waiting list = found(ctx);
        templates.render(
                ctx,
                "workshop/pricePreview",
                "What a price list changes",
                Nav.WORKSHOP,
                new PricePreviewView(
                        ctx.pathParam("list"), PricePreview.of(list.list, catalog(), list.wishes), refused));
    }

    private void keep(Context ctx) {
        Waiting list = found(ctx);
        try {
            Draft draft = workshop.drafts().open(Visitor.name(ctx, Bodies.value(Bodies.form(ctx), "author")));
            Visitor.edits(ctx, access, draft.id());
            Workspace piece = workshop.drafts().content(draft);
            SortedMap<String, String> files = piece.files();
            SortedMap<String, @Nullable String> texts = new TreeMap<>(
                    OfferRows.texts(PricePreview.of(list.list, CatalogReader.read(piece.rules()), list.wishes), files));
            workshop.drafts().write(draft.id(), texts, files);
            ctx.redirect("/workshop/drafts/" + draft.id(), HttpStatus.SEE_OTHER);
        } catch (RefusedException | PriceListException | FaultsException e) {
            ctx.status(HttpStatus.CONFLICT);
            preview(ctx, e.getMessage());
        }
    }

    private Catalog catalog() {
        return workshop.service().advisor().loaded().catalog();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
