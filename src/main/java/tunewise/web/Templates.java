package tunewise.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns views into pages. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());
    private final Assets assets;

    Templates(Assets assets) {
        this.assets = assets;
    }

    /** Answers with the page of a template, which takes its view by the name {@code view}. */
    void render(Context ctx, String template, String title, @Nullable Nav here, Object view) {
        StringOutput page = new StringOutput();
        engine.render(template + ".jte", Map.of("frame", new PageFrame(title, here, assets), "view", view), page);
        ctx.html(page.toString());
    }

    /** The same of a page that is long: sent while it is written, so that nobody holds it whole. */
    void stream(Context ctx, String template, String title, @Nullable Nav here, Object view) {
        ctx.contentType("text/html; charset=utf-8");
        try (Writer writer = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
            engine.render(
                    template + ".jte",
                    Map.of("frame", new PageFrame(title, here, assets), "view", view),
                    new WriterOutput(writer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void problem(Context ctx, Problem problem) {
        render(ctx, "problem", problem.title(), null, problem);
    }
}
