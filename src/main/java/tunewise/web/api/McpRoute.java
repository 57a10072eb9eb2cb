package tunewise.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.ServletException;
import java.io.IOException;
import tunewise.mcp.AssistantTool;
import tunewise.mcp.AssistantTools;
import tunewise.service.AdviceService;
import tunewise.web.page.Bodies;

/** The way in for assistants over HTTP: each call stands alone, no session is kept. */
public final class McpRoute {
    private static final String PATH = "/mcp";

    private final HttpServletStatelessServerTransport transport = HttpServletStatelessServerTransport.builder()
            .jsonMapper(McpJsonDefaults.getMapper())
            .messageEndpoint(PATH)
            .maxRequestSize(Bodies.MOST_BYTES)
            .build();

    public McpRoute(AdviceService service) {
        StatelessSyncSpecification server = McpServer.sync(transport)
                .serverInfo("tunewise", service.engine())
                .instructions(AssistantTools.INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .validateToolInputs(false);
        for (AssistantTool tool : AssistantTools.of(() -> service, "mcp")) {
            server.toolCall(tool.tool(), (context, request) -> tool.call(request));
        }
        server.build();
    }

    public void register(RoutesConfig routes) {
        routes.post(PATH, this::serve);
    }

    private void serve(Context ctx) throws ServletException, IOException {
        transport.service(ctx.req(), ctx.res());
    }
}
