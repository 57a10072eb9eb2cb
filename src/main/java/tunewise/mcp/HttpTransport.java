package tunewise.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.service.AdviceService;

/**
 * Answers one message of an assistant that calls over HTTP; no session is kept. Whatever is wrong with a message is said
 * in the words of JSON-RPC, without anything of this program's inside, and the log never repeats what was sent.
 */
public final class HttpTransport implements McpStatelessServerTransport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final String REQUESTER = "requester";
    private static final Set<String> MAYBE_ID = Set.of("STRING", "NUMBER");

    private @Nullable McpStatelessServerHandler handler;

    private HttpTransport() {}

    /** An answer: its HTTP status, and JSON, which is empty where nothing is to be said. */
    public record Answer(int status, String json) {}

    /** Answers by a service. */
    public static HttpTransport of(AdviceService service) {
        HttpTransport transport = new HttpTransport();
        StatelessSyncSpecification server = McpServer.sync(transport)
                .serverInfo("tunewise", service.engine())
                .instructions(AssistantTools.INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .validateToolInputs(false);
        for (AssistantTool tool : AssistantTools.of(() -> service, "mcp")) {
            server.toolCall(tool.tool(), (context, request) -> tool.call(request, (String) context.get(REQUESTER)));
        }
        server.build();
        return transport;
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler given) {
        handler = given;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    /** What comes of a message; requester is whoever sent it, as far as they proved it. */
    public Answer answer(String body, @Nullable String requester) {
        McpTransportContext context = requester == null
                ? McpTransportContext.EMPTY
                : McpTransportContext.create(Map.of(REQUESTER, requester));
        JsonNode message;
        try {
            message = AnswerJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return refused(null, ErrorCodes.PARSE_ERROR, "The body is not JSON.");
        }
        JsonNode id = message.path("id");
        boolean named = MAYBE_ID.contains(id.getNodeType().name());
        @Nullable Object known = named ? AnswerJson.MAPPER.treeToValue(id, Object.class) : null;
        JsonNode method = message.path("method");
        JsonNode params = message.path("params");
        if (!message.isObject() || !message.path("jsonrpc").asString("").equals("2.0") || !method.isString()) {
            return refused(
                    known,
                    ErrorCodes.INVALID_REQUEST,
                    "A message is one object with \"jsonrpc\": \"2.0\", a method and, if it wants an answer, an id.");
        }
        if (!id.isMissingNode() && !named) {
            return refused(null, ErrorCodes.INVALID_REQUEST, "The id is a text or a number.");
        }
        if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
            return refused(known, ErrorCodes.INVALID_PARAMS, "The params are an object.");
        }
        Map<String, Object> given = params.isObject()
                ? AnswerJson.MAPPER.convertValue(params, new TypeReference<Map<String, Object>>() {})
                : Map.of();
        return known == null
                ? noted(context, method.asString(), given)
                : asked(context, method.asString(), known, given);
    }

    private Answer asked(McpTransportContext context, String method, Object id, Map<String, Object> params) {
        try {
            JSONRPCResponse response = Objects.requireNonNull(handler)
                    .handleRequest(context, new JSONRPCRequest(method, id, params))
                    .block();
            return new Answer(200, McpJsonDefaults.getMapper().writeValueAsString(Objects.requireNonNull(response)));
        } catch (IOException | RuntimeException e) {
            return unfit(id, e);
        }
    }

    private Answer noted(McpTransportContext context, String method, Map<String, Object> params) {
        try {
            Objects.requireNonNull(handler)
                    .handleNotification(context, new JSONRPCNotification(method, params))
                    .block();
            return new Answer(202, "");
        } catch (RuntimeException e) {
            return unfit(null, e);
        }
    }

    /** Tools answer for their own failures, so what fails here are params of another form than the method's. */
    private static Answer unfit(@Nullable Object id, Exception e) {
        LOG.warn("a message to assistants' tools was refused: its params are not those that its method takes");
        LOG.debug("why it was refused", e);
        return refused(id, ErrorCodes.INVALID_PARAMS, "The params are not those that this method takes.");
    }

    private static Answer refused(@Nullable Object id, int code, String words) {
        return new Answer(400, AnswerJson.MAPPER.writeValueAsString(new Refusal("2.0", id, new Fault(code, words))));
    }

    /** As JSON-RPC has it; the id is null where the message has none that can be read. */
    private record Refusal(String jsonrpc, @Nullable Object id, Fault error) {}

    private record Fault(int code, String message) {}
}
