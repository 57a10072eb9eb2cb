package tunewise.web.help;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import tunewise.web.page.Templates;

/** The handbook, chapter by chapter, and a search in it. */
public final class HelpPages {
    private final Templates templates;

    public HelpPages(Templates templates) {
        this.templates = templates;
    }

    public void register(RoutesConfig routes) {
        routes.get("/help", this::contents);
        routes.get("/help/{chapter}", this::chapter);
    }

    private void contents(Context ctx) {
        String typed = Optional.ofNullable(ctx.queryParam("q")).orElse("").strip();
        show(ctx, "Help", new HelpView(Loaded.HANDBOOK.chapters(), null, typed, Loaded.HANDBOOK.find(typed)));
    }

    private void chapter(Context ctx) {
        Chapter chapter = Loaded.HANDBOOK.chapter(ctx.pathParam("chapter")).orElseThrow(NotFoundResponse::new);
        show(ctx, chapter.title(), new HelpView(Loaded.HANDBOOK.chapters(), chapter, "", List.of()));
    }

    private void show(Context ctx, String title, HelpView view) {
        templates.render(ctx, "help/help", title, null, view);
    }

    /** Read when somebody first opens it, and not at each start. */
    private static final class Loaded {
        static final Handbook HANDBOOK = Handbook.load();
    }
}
