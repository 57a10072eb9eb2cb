package tunewise.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;

/** Turns views into pages. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());
    private final Assets assets;
    private final Supplier<Catalog> catalog;
    private volatile @Nullable Found figures;

    /** Where figures stand among the names of a catalog. */
    private record Found(Catalog catalog, Pattern pattern) {}

    Templates(Assets assets, Supplier<Catalog> catalog) {
        this.assets = assets;
        this.catalog = catalog;
    }

    /** Answers with the page of a template, which takes its view by the name {@code view}. */
    void render(Context ctx, String template, String title, @Nullable Nav here, Object view) {
        StringWriter page = new StringWriter();
        write(ctx, template, title, here, view, page);
        ctx.html(page.toString());
    }

    /** The same of a page that is long: sent while it is written, so that nobody holds it whole. */
    void stream(Context ctx, String template, String title, @Nullable Nav here, Object view) {
        ctx.contentType("text/html; charset=utf-8");
        write(ctx, template, title, here, view, new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8));
    }

    /** How a reader's language writes figures; where files are worked on, they stand as in the files. */
    ReaderFigures figures(Context ctx, @Nullable Nav here) {
        boolean said = ctx.header("Accept-Language") != null && (here == null || !here.worksOnFiles());
        return new ReaderFigures(said ? ctx.req().getLocale() : Locale.ENGLISH, pattern());
    }

    private Pattern pattern() {
        Catalog now = catalog.get();
        Found found = figures;
        if (found == null || !found.catalog().equals(now)) {
            found = new Found(now, ReaderFigures.pattern(now));
            figures = found;
        }
        return found.pattern();
    }

    private void write(Context ctx, String template, String title, @Nullable Nav here, Object view, Writer out) {
        ReaderFigures reader = figures(ctx, here);
        Map<String, Object> params = Map.of("frame", new PageFrame(title, here, assets, reader), "view", view);
        ctx.header("Vary", "Accept-Language, HX-Request");
        try (Writer page = reader.differ() ? new FiguresWriter(out, reader) : out) {
            engine.render(template + ".jte", params, new WriterOutput(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void problem(Context ctx, Problem problem) {
        render(ctx, "problem", problem.title(), null, problem);
    }
}
