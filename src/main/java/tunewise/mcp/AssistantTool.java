package tunewise.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tunewise.advice.AnswerJson;
import tunewise.catalog.FaultsException;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.RulesFailedException;

/**
 * Something an assistant can ask for. What is wrong with what it asks comes back in words it can act on, all faults at
 * once.
 *
 * @param tool what the assistant knows of it
 * @param work arguments in, what the tool answers out
 */
public record AssistantTool(Tool tool, Work work) {
    /** Answers arguments; requester is whoever asks, as far as they proved it. */
    interface Work {
        Object answer(Map<String, Object> arguments, @Nullable String requester);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AssistantTool.class);

    /** Never throws; the assistant gets the answer as JSON text and as structured content. */
    public CallToolResult call(CallToolRequest request) {
        return call(request, null);
    }

    /** Likewise, for whoever asks, as far as they proved it. */
    public CallToolResult call(CallToolRequest request, @Nullable String requester) {
        try {
            String json = AnswerJson.MAPPER.writeValueAsString(
                    work.answer(Objects.requireNonNullElse(request.arguments(), Map.of()), requester));
            return CallToolResult.builder()
                    .addTextContent(json)
                    .structuredContent(AnswerJson.MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {}))
                    .isError(false)
                    .build();
        } catch (QuestionFaultsException | FaultsException | LedgerUnavailableException | RulesFailedException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the tool {} failed", tool.name(), e);
            return failed("Something went wrong here; the service's log says more.");
        }
    }

    private static CallToolResult failed(String words) {
        return CallToolResult.builder().addTextContent(words).isError(true).build();
    }
}
