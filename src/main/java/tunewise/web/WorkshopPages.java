package tunewise.web;

import io.javalin.config.RoutesConfig;
import tunewise.workshop.Workshop;

/** The way in for analysts. */
final class WorkshopPages {
    private final Workshop workshop;
    private final Templates templates;

    WorkshopPages(Workshop workshop, Templates templates) {
        this.workshop = workshop;
        this.templates = templates;
    }

    void register(RoutesConfig routes) {
        routes.get(
                "/workshop",
                ctx -> templates.render(
                        ctx,
                        "rules",
                        "Workshop",
                        Nav.RULES,
                        RulesView.of(workshop.desk().advisor().knowhow())));
    }
}
