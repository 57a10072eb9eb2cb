package tunewise.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import tunewise.advice.Knowhow;
import tunewise.advice.Recommendation;
import tunewise.audit.Desk;
import tunewise.export.ExportFile;
import tunewise.export.Exports;
import tunewise.export.Format;

/** From advice to action: recommendations as files to take away, and a look at them before. */
final class ExportRoutes {
    private final Desk desk;
    private final Templates templates;

    ExportRoutes(Desk desk, Templates templates) {
        this.desk = desk;
        this.templates = templates;
    }

    void register(RoutesConfig routes) {
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
        ExportView view = new ExportView(answer, format, exports(), knowhow());
        templates.render(ctx, "export", view.title(), Nav.ANSWERS, view);
    }

    private Recommendation answer(Context ctx) {
        return desk.find(ctx.pathParam("id")).orElseThrow(NotFoundResponse::new);
    }

    private Exports exports() {
        return new Exports(knowhow().catalog());
    }

    private Knowhow knowhow() {
        return desk.advisor().knowhow();
    }
}
