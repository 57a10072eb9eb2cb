package tunewise.web.page;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns views into pages. */
public final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Templates.class.getClassLoader(), "tunewise.web");
    private final Assets assets;
    private final FormTokens formTokens = new FormTokens();

    public Templates(Assets assets) {
        this.assets = assets;
        engine.setHtmlInterceptor(formTokens);
    }

    public Assets assets() {
        return assets;
    }

    /** Answers with the page of a template, which takes its view by the name {@code view}. */
    public void render(Context ctx, String template, String title, @Nullable Nav here, Object view) {
        StringWriter page = new StringWriter();
        write(ctx, template, title, here, view, page);
        ctx.html(page.toString());
    }

    /** The same of a page that is long: sent while it is written, so that nobody holds it whole. */
    public void stream(Context ctx, String template, String title, @Nullable Nav here, Object view) {
        ctx.contentType("text/html; charset=utf-8");
        write(ctx, template, title, here, view, new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8));
    }

    private void write(Context ctx, String template, String title, @Nullable Nav here, Object view, Writer out) {
        Map<String, Object> params = Map.of("frame", PageFrame.of(ctx, title, here, assets), "view", view);
        ctx.header("Vary", "HX-Request");
        try (Writer page = out) {
            formTokens.write(
                    Visitor.formToken(ctx), () -> engine.render(template + ".jte", params, new WriterOutput(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the page of a template for nobody. */
    public void rehearse(String template, String title, Object view) {
        Map<String, Object> params = Map.of("frame", new PageFrame(title, null, assets, true, null), "view", view);
        engine.render(template + ".jte", params, new WriterOutput(Writer.nullWriter()));
    }

    void problem(Context ctx, Problem problem) {
        render(ctx, "page/problem", problem.title(), null, problem);
    }
}
