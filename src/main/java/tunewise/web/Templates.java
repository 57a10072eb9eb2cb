package tunewise.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
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

    void problem(Context ctx, Problem problem) {
        render(ctx, "problem", problem.title(), null, problem);
    }
}
