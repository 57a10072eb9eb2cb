package tunewise.mcp;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Model;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.AdviceService;
import tunewise.text.ValueText;

/** The tools that assistants have: to ask, to estimate, to have things explained, to find a model. */
public final class AssistantTools {
    /** What an assistant reads before it calls anything. */
    public static final String INSTRUCTIONS =
            "Tunewise says which GPU, how many, from which provider and by which method to fine-tune a language model,"
                    + " within a budget and a deadline, by published rules over measured evidence. Call "
                    + "recommend_setup once you know what to train; every answer is recorded and has an "
                    + "id. Figures are ranges:"
                    + " pass on the range and the caveats, not the middle alone. GiB are 2^30 bytes. When it "
                    + "refuses, it says why, and often names the smallest change that would help.";

    private static final int MOST_MODELS = 10;

    private final Supplier<AdviceService> service;
    private final String cameFrom;

    private AssistantTools(Supplier<AdviceService> service, String cameFrom) {
        this.service = service;
        this.cameFrom = cameFrom;
    }

    /** a tool asks for the service when it is called; cameFrom is what the ledger notes as the way in. */
    public static List<AssistantTool> of(Supplier<AdviceService> service, String cameFrom) {
        AssistantTools tools = new AssistantTools(service, cameFrom);
        Schemas schemas = Schemas.load();
        return List.of(
                tool(
                        "recommend_setup",
                        "Recommend a fine-tuning set-up",
                        "One set-up to rent and train on: GPU, number, provider, method, rank, batch, memory, hours and"
                                + " dollars as ranges, what the rules found, alternatives, caveats. Recorded in "
                                + "the ledger.",
                        schemas.of("Question"),
                        false,
                        tools::recommend),
                tool(
                        "estimate_memory_and_speed",
                        "Estimate one configuration",
                        "Peak GPU memory part by part with its formulas, whether it fits, tokens a second, and the"
                                + " nearest published measurements. Nothing is recorded.",
                        schemas.of("EstimateRequest"),
                        true,
                        (arguments, requester) -> tools.estimate(arguments)),
                tool(
                        "explain",
                        "Explain a recommendation or a rule",
                        "Why a recorded recommendation is what it is: rules that fired and set-ups that were ruled out,"
                                + " narrowed by words such as a GPU, provider, method or rule id; or what a "
                                + "rule says, why,"
                                + " and by which sources.",
                        object(Map.of(
                                "recommendation",
                                text("Id of a recommendation."),
                                "about",
                                text("With recommendation: words that have to occur, as 'rtx-4090 qlora'."),
                                "rule",
                                text("In place of recommendation: id of a rule, as ELI-200."))),
                        true,
                        (arguments, requester) -> tools.explain(arguments)),
                tool(
                        "find_models",
                        "Find a model",
                        "Models of the catalog by any part of their names, with exact numbers of parameters.",
                        object(Map.of("name", text("Name or part of it, as 'llama 8b'."))),
                        true,
                        (arguments, requester) -> tools.models(arguments)));
    }

    private Object recommend(Map<String, Object> arguments, @Nullable String requester) {
        AdviceService advice = service.get();
        return AnswerSummary.of(
                advice.advise(AnswerJson.MAPPER.writeValueAsString(arguments), cameFrom, requester),
                advice.advisor().loaded().catalog());
    }

    private Object estimate(Map<String, Object> arguments) {
        return service.get().estimates().answer(AnswerJson.MAPPER.writeValueAsString(arguments));
    }

    private Object explain(Map<String, Object> arguments) {
        String rule = word(arguments, "rule");
        String recommendation = word(arguments, "recommendation");
        if (rule.isEmpty() == recommendation.isEmpty()) {
            throw fault("recommendation", "name either a recommendation or a rule, and only one.");
        }
        return rule.isEmpty()
                ? service.get()
                        .find(recommendation)
                        .map(answer -> Explanation.of(answer, word(arguments, "about")))
                        .orElseThrow(() -> fault(
                                "recommendation",
                                ValueText.value(recommendation)
                                        + " is not in the ledger. Maybe it is the id of another service."))
                : rule(rule);
    }

    private Map<String, Object> rule(String id) {
        LoadedRelease loaded = service.get().advisor().loaded();
        RuleInfo rule = loaded.rulebook()
                .rule(id)
                .orElseThrow(() -> fault(
                        "rule",
                        ValueText.value(id) + " is no rule of the active release. Maybe its number is mistyped."));
        return Map.of(
                "id",
                rule.id(),
                "sentence",
                rule.sentence(),
                "reason",
                rule.reason(),
                "remedy",
                rule.remedy(),
                "text",
                rule.text(),
                "sources",
                rule.sources().stream()
                        .map(loaded.catalog().sources()::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private Map<String, Object> models(Map<String, Object> arguments) {
        String name = word(arguments, "name");
        if (name.isEmpty()) {
            throw fault("name", "a name, or a part of one, is missing.");
        }
        List<Model> found = service.get().advisor().loaded().names().search(name, MOST_MODELS);
        return Map.of(
                "models",
                found.stream()
                        .map(model -> Map.of("id", model.id(), "name", model.name(), "parameters", model.parameters()))
                        .toList());
    }

    private static AssistantTool tool(
            String name,
            String title,
            String description,
            Map<String, Object> schema,
            boolean onlyReads,
            AssistantTool.Work work) {
        Tool tool = Tool.builder(name, schema)
                .title(title)
                .description(description)
                .annotations(new ToolAnnotations(title, onlyReads, false, onlyReads, false, null))
                .build();
        return new AssistantTool(tool, work);
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> text(String description) {
        return Map.of("type", "string", "description", description);
    }

    private static String word(Map<String, Object> arguments, String name) {
        return Objects.toString(arguments.get(name), "").strip();
    }

    private static QuestionFaultsException fault(String field, String message) {
        return new QuestionFaultsException(List.of(new FieldFault(field, message)), false);
    }
}
