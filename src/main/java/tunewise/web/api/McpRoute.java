package tunewise.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tunewise.mcp.HttpTransport;
import tunewise.service.AdviceService;
import tunewise.web.page.Bodies;
import tunewise.web.page.Visitor;

/** The way in for assistants over HTTP: each call stands alone, no session is kept. */
public final class McpRoute {
    private static final String PATH = "/mcp";

    private final HttpTransport transport;

    public McpRoute(AdviceService service) {
        transport = HttpTransport.of(service);
    }

    public void register(RoutesConfig routes) {
        routes.post(PATH, this::serve);
    }

    private void serve(Context ctx) {
        HttpTransport.Answer answer = transport.answer(
                Bodies.json(ctx),
                Visitor.of(ctx).map(person -> person.identity().name()).orElse(null));
        ctx.status(answer.status());
        if (!answer.json().isEmpty()) {
            ctx.contentType("application/json").result(answer.json());
        }
    }
}
