package tunewise.web;

import io.javalin.config.RoutesConfig;
import tunewise.audit.Desk;

/** The way in for people. */
final class Pages {
    private final Desk desk;
    private final Templates templates;

    Pages(Desk desk, Templates templates) {
        this.desk = desk;
        this.templates = templates;
    }

    void register(RoutesConfig routes) {
        routes.get(
                "/",
                ctx -> templates.problem(
                        ctx, Problem.of(200, "Hello", desk.advisor().knowhow().release())));
    }
}
