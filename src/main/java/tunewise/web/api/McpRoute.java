package tunewise.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import tunewise.mcp.HttpTransport;
import tunewise.service.AdviceService;
import tunewise.web.page.Bodies;
import tunewise.web.page.Visitor;

/** The way in for assistants over HTTP: each call stands alone, no session is kept. */
public final class McpRoute {
    private static final String PATH = "/mcp";

    private final AdviceService service;
    private @Nullable HttpTransport transport;

    public McpRoute(AdviceService service) {
        this.service = service;
    }

    public void register(RoutesConfig routes) {
        routes.post(PATH, this::serve);
    }

    private void serve(Context ctx) {
        HttpTransport.Answer answer = transport()
                .answer(
                        Bodies.json(ctx),
                        Visitor.of(ctx).map(person -> person.identity().name()).orElse(null));
        ctx.status(answer.status());
        if (!answer.json().isEmpty()) {
            ctx.contentType("application/json").result(answer.json());
        }
    }

    /** Made when the first assistant calls, since most services never meet one. */
    private synchronized HttpTransport transport() {
        HttpTransport made = transport;
        if (made == null) {
            made = HttpTransport.of(service);
            transport = made;
        }
        return made;
    }
}
