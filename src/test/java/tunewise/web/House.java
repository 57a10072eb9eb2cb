package tunewise.web;

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
import tunewise.ledger.Ledger;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.AdviceService;
import tunewise.web.page.Problems;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workshop;
import tunewise.workshop.Workspace;

/** A whole service on a free port: real rules, a real ledger, a clock that stands. */
final class House implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Workspace WORKPIECE = Workspace.load(Path.of("rules"), Path.of("fixtures"));
    static final LoadedRelease KNOWHOW = LoadedRelease.of(WORKPIECE.rules(), Instant.parse("2026-11-01T08:00:00Z"));
    static final String QUESTION =
            """
            {"model": "meta-llama/Llama-3.1-8B", "tokens": 20000000, "budgetUsd": 50, "knowledge": "guide"}""";
    static final String FORM = "model=Llama+3.1+8B&tokens=20+million&budgetUsd=50&knowledge=guide";

    private final Ledger ledger;
    private final AdviceService service;
    private final Workshop workshop;
    private final AtomicInteger publications = new AtomicInteger();
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    House(Path folder) {
        AtomicInteger ids = new AtomicInteger();
        ledger = Ledger.open(folder);
        service = new AdviceService(
                new Advisor(KNOWHOW),
                ledger,
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "answer-" + ids.incrementAndGet(),
                "test");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        KeptBuilds builds = new KeptBuilds(folder.resolve("builds"), "test");
        Releases releases = new Releases(ledger, clock, () -> "publication-" + publications.incrementAndGet());
        releases.publish(WORKPIECE, null, "Ada", "the first", "command-line");
        workshop = new Workshop(
                service,
                ledger,
                releases,
                new RulesValidator(rules -> LoadedRelease.of(rules, null, builds), RuleTestRunner.HERE),
                new Workshop.Settings(Path.of("rules"), Path.of("fixtures"), folder, false, "Ada"),
                clock);
        server = WebServer.start(
                service, Optional.of(workshop), new WebSettings("127.0.0.1", 0, Set.of("tunewise.example")));
    }

    AdviceService service() {
        return service;
    }

    Workshop workshop() {
        return workshop;
    }

    /** As in {@code GET /api/rules/{id}}; without the pages. */
    List<String> apiRoutes() {
        return server.routes().stream()
                .filter(route -> Problems.forPrograms(route.substring(route.indexOf(' ') + 1)))
                .toList();
    }

    int port() {
        return server.port();
    }

    String address(String path) {
        return server.address() + path.substring(1);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    Document page(String path) {
        return Jsoup.parse(get(path).body());
    }

    HttpResponse<String> ask(String json) {
        return post("/api/recommendations", "application/json", json);
    }

    HttpResponse<String> estimate(String json) {
        return post("/api/estimates", "application/json", json);
    }

    HttpResponse<String> submit(String form) {
        return post("/", "application/x-www-form-urlencoded", form);
    }

    HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
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
    void closeLedger() {
        ledger.close();
    }

    @Override
    public void close() {
        server.close();
        workshop.close();
        ledger.close();
    }
}
