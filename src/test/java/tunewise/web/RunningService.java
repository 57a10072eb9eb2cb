package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.service.AdviceService;
import tunewise.web.page.Problems;
import tunewise.workshop.FewQuestions;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** A whole service on a free port: real rules with few scenarios, a real ledger, a clock that stands. */
public final class RunningService implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    public static final Workspace WORKSPACE = ShippedRules.WITH_FEW_SCENARIOS;
    public static final LoadedRelease RELEASE =
            CompiledRules.of(WORKSPACE.rules(), Instant.parse("2026-11-01T08:00:00Z"));
    public static final String QUESTION =
            """
            {"model": "meta-llama/Llama-3.1-8B", "tokens": 20000000, "budgetUsd": 50, "knowledge": "guide"}""";
    public static final String FORM = "model=Llama+3.1+8B&tokens=20+million&budgetUsd=50&knowledge=guide";

    private final Ledger ledger;
    private final AdviceService advice;
    private final Workshop workshop;
    private final AtomicInteger publications = new AtomicInteger();
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public RunningService(Path folder) {
        this(folder, new FewQuestions());
    }

    /** runner tests drafts and compares their answers. */
    RunningService(Path folder, RuleTestRunner runner) {
        AtomicInteger ids = new AtomicInteger();
        ledger = Ledger.open(folder);
        advice = new AdviceService(
                new Advisor(RELEASE),
                ledger,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "answer-" + ids.incrementAndGet(),
                "test");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Releases releases = new Releases(ledger, clock, () -> "publication-" + publications.incrementAndGet());
        releases.publish(WORKSPACE, null, "Ada", "the first", "command-line");
        workshop = new Workshop(
                advice,
                ledger,
                releases,
                new RulesValidator(CompiledRules::of, runner),
                new Workshop.Settings(Path.of("rules"), Path.of("fixtures"), folder, false, "Ada"),
                clock);
        server = WebServer.start(
                advice, Optional.of(workshop), new WebSettings("127.0.0.1", 0, Set.of("tunewise.example")));
    }

    public AdviceService advice() {
        return advice;
    }

    public Workshop workshop() {
        return workshop;
    }

    /** As in {@code GET /api/rules/{id}}; without the pages. */
    public List<String> apiRoutes() {
        return server.routes().stream()
                .filter(route -> Problems.forPrograms(route.substring(route.indexOf(' ') + 1)))
                .toList();
    }

    public int port() {
        return server.port();
    }

    /** An assistant's client of the service's tools, which its caller closes. */
    public McpSyncClient assistant() {
        McpSyncClient assistant = McpClient.sync(HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + port())
                        .endpoint("/mcp")
                        .build())
                .build();
        assistant.initialize();
        return assistant;
    }

    public String address(String path) {
        return server.address() + path.substring(1);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public Document page(String path) {
        return Jsoup.parse(get(path).body());
    }

    public HttpResponse<String> ask(String json) {
        return post("/api/recommendations", "application/json", json);
    }

    public HttpResponse<String> estimate(String json) {
        return post("/api/estimates", "application/json", json);
    }

    public HttpResponse<String> submit(String form) {
        return post("/", "application/x-www-form-urlencoded", form);
    }

    /** The page that the filled-in form leads to. */
    public Document answerTo(String form) {
        HttpResponse<String> answer = submit(form);
        assertEquals(303, answer.statusCode(), () -> Jsoup.parse(answer.body())
                .select(".summary")
                .text());
        return page(location(answer));
    }

    /** Where a response sends the browser. */
    public static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    public HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address(path)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(client, request);
    }

    /** On a connection of its own, for what the service may close before it has read it. */
    public HttpResponse<String> sendAlone(HttpRequest.Builder request) {
        return send(HttpClient.newHttpClient(), request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** From here on nothing can be recorded. */
    public void closeLedger() {
        ledger.close();
    }

    @Override
    public void close() {
        server.close();
        workshop.close();
        ledger.close();
    }
}
