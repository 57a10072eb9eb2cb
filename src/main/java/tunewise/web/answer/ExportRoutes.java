package tunewise.web.answer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.export.ExportFile;
import tunewise.export.Exports;
import tunewise.export.Format;
import tunewise.service.AdviceService;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;

/** From advice to action: recommendations as files to take away, and a look at them before. */
public final class ExportRoutes {
    private final AdviceService service;
    private final Templates templates;

    public ExportRoutes(AdviceService service, Templates templates) {
        this.service = service;
        this.templates = templates;
    }

    public void register(RoutesConfig routes) {
        routes.get("/api/recommendations/{id}/export/{format}", this::download);
        routes.get("/recommendations/{id}/export/{format}", this::preview);
    }

    private void download(Context ctx) {
        Format format = Format.of(ctx.pathParam("format"));
        ExportFile file = exports().file(answer(ctx), format);
        ctx.contentType(file.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
                .result(file.content());
    }

    private void preview(Context ctx) {
        Format format = Format.of(ctx.pathParam("format"));
        Recommendation answer = answer(ctx);
        ExportView view = new ExportView(answer, format, exports(), loaded());
        templates.render(ctx, "answer/export", view.title(), Nav.ANSWERS, view);
    }

    private Recommendation answer(Context ctx) {
        return service.find(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
    }

    private Exports exports() {
        return new Exports(loaded().catalog());
    }

    private LoadedRelease loaded() {
        return service.advisor().loaded();
    }
}
