package tunewise.web;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Recommendation;
import tunewise.audit.Replay;
import tunewise.audit.RunReport;
import tunewise.audit.Verdict;
import tunewise.client.Ask;
import tunewise.client.Configuration;
import tunewise.client.ProblemException;
import tunewise.client.TunewiseClient;
import tunewise.client.TunewiseClient.BatchResult;
import tunewise.question.Choice;
import tunewise.question.Knowledge;
import tunewise.question.Priority;

/** The client of Java programs against a running service, and against its description. */
class ClientTest {
    /** Operations for browsers, monitors and auditors, who have other ways in. */
    private static final Set<String> LEFT_OUT = Set.of(
            "recommendations",
            "model",
            "gpus",
            "offers",
            "rules",
            "rule",
            "verifyLedger",
            "reality",
            "learning",
            "health",
            "metrics",
            "description",
            "exportJsonl",
            "exportCsv",
            "reviews",
            "reports",
            "checkpoint",
            "signCheckpoint",
            "ledgerKey",
            "releases",
            "publish",
            "checkRules",
            "impact",
            "release",
            "rollBack",
            "decisionLogSchema");

    private static House house;
    private static TunewiseClient client;

    @BeforeAll
    static void open(@TempDir Path folder) {
        house = new House(folder);
        client = new TunewiseClient(URI.create(house.address("/")));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aQuestionIsAnsweredAndFoundAgain() {
        Recommendation answer = client.recommend(Ask.model("Llama 3.1 8B")
                .tokens(20_000_000)
                .budgetUsd(50)
                .priority(Priority.COST)
                .methods(tunewise.question.Method.LORA)
                .knowledge(Knowledge.GUIDE)
                .runsPerYear(2)
                .asOf(LocalDate.of(2026, 3, 31)));

        assertEquals("meta-llama/Llama-3.1-8B", answer.model().id());
        assertEquals(2, answer.question().workload().runsPerYear());
        assertEquals(Optional.of(answer), client.recommendation(answer.id()));
        assertEquals(Optional.empty(), client.recommendation("none/such"));
        assertEquals(
                Replay.Result.SAME,
                client.replay(answer.id(), Replay.Against.OWN).result());
        assertEquals(
                answer.id(),
                client.review(answer.id(), Verdict.APPROVED, "fine", "Ada").recommendation());
        assertEquals(
                2.5,
                client.report(answer.id(), new RunReport.Ran(null, null, null, 2.5, false), "", "Ada")
                        .ran()
                        .hours());
        assertTrue(new String(client.exportRecommendation(answer.id(), "trl"), StandardCharsets.UTF_8)
                .contains("lora_r:"));
    }

    @Test
    void everythingThatIsWrongComesBack() {
        ProblemException problem = assertThrows(
                ProblemException.class,
                () -> client.recommend(Ask.model("Lama 3.1 8B").tokens(0).epochs(0)));
        assertEquals(422, problem.status());
        assertEquals(
                List.of("model", "tokens", "epochs"),
                problem.errors().stream().map(fault -> fault.field()).toList());
        assertThrows(UncheckedIOException.class, () -> new TunewiseClient(URI.create("http://127.0.0.1:1"))
                .recommend(Ask.size(7).tokens(1)));
    }

    @Test
    void manyAreAnsweredInTheirOrder() {
        List<BatchResult> results = new ArrayList<>();
        client.recommendMany(
                Stream.of(
                        Ask.size(7).tokens(1_000_000),
                        Ask.size(-1).tokens(1),
                        Ask.size(13).tokens(1_000_000)),
                results::add);
        assertEquals(List.of(1, 2, 3), results.stream().map(BatchResult::line).toList());
        assertTrue(results.get(0).recommendation() != null && results.get(1).faults() != null);
    }

    @Test
    void aConfigurationIsEstimated() {
        EstimateAnswer answer = client.estimate(Configuration.model("Llama 3.1 8B")
                .method(tunewise.question.Method.QLORA)
                .targets("q_proj", "v_proj")
                .gpu("rtx-4090"));
        assertEquals(true, answer.fits());
        assertEquals(8, client.models("llama", 8).size());
        assertTrue(client.readiness());
    }

    @Test
    void everyFieldOfTheContractCanBeSaid() {
        Set<String> question = properties("Question");
        question.remove("workload");
        question.addAll(properties("Workload"));
        assertEquals(question, words(Ask.class));
        assertEquals(properties("EstimateRequest"), words(Configuration.class));
    }

    @Test
    void everyOperationHasItsMethodOrIsForOthers() {
        TreeSet<String> operations = new TreeSet<>();
        description().path("paths").values().forEach(path -> path.values().forEach(operation -> {
            if (operation.has("operationId")) {
                operations.add(operation.path("operationId").asString());
            }
        }));
        Set<String> methods = methods(TunewiseClient.class);
        methods.addAll(LEFT_OUT);
        assertEquals(operations, methods);
    }

    /** The model is how a question begins. */
    private static Set<String> words(Class<?> builder) {
        Set<String> words = methods(builder);
        words.add("model");
        for (Method method : builder.getDeclaredMethods()) {
            for (Class<?> type : method.getParameterTypes()) {
                Class<?> plain = type.isArray() ? type.getComponentType() : type;
                assertTrue(!plain.isEnum() || Choice.class.isAssignableFrom(plain), method.toString());
            }
        }
        return words;
    }

    private static Set<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> properties(String schema) {
        return new TreeSet<>(description()
                .at("/components/schemas/" + schema + "/properties")
                .propertyNames());
    }

    private static JsonNode description() {
        return AnswerJson.MAPPER.readTree(house.get("/openapi.json").body());
    }
}
