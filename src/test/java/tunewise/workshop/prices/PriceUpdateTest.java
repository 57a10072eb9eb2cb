package tunewise.workshop.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.Catalog;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.service.ProgressListener;
import tunewise.workshop.Drafts;
import tunewise.workshop.Publisher;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workspace;
import tunewise.workshop.prices.PriceUpdate.Fate;
import tunewise.workshop.prices.PriceUpdate.Outcome;

/** Lists are taken over from a real server, which behaves badly too. */
class PriceUpdateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final String HEADER = "provider,gpu,gpu_count,usd_per_hour,commitment\n";
    private static final String LAMBDA = HEADER
            + "lambda,A10,1,0.86,on-demand\nlambda,A100 PCIe 80GB,1,1.48,on-demand\nlambda,GH200 96GB,1,1.99,on-demand\n"
            + "lambda,H100 PCIe,1,2.86,on-demand\nlambda,H100 SXM,1,3.78,on-demand\n";

    private final Map<String, String> bodies = new TreeMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private HttpServer server;
    private Ledger ledger;
    private Releases releases;
    private Drafts drafts;
    private PriceUpdate update;
    private LastPriceUpdate last;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ledger = Ledger.open(folder);
        releases = new Releases(ledger, clock, () -> "publication-" + ids.incrementAndGet());
        last = new LastPriceUpdate(folder, clock);
        drafts = new Drafts(folder, releases, clock);
        releases.publish(
                new Workspace(ShippedRules.FILES, new RuleFiles(new TreeMap<>())), null, "Ada", "the first", "page");
        update = new PriceUpdate(
                releases,
                new Publisher(releases, new RulesValidator(CompiledRules::of, RuleTestRunner.HERE)),
                drafts,
                new PriceDownload(PriceDownload.USUAL, clock, time -> {}),
                last,
                variable -> null);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        ledger.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = bodies.getOrDefault(path, "");
        try (exchange) {
            if (path.contains("broken")) {
                exchange.sendResponseHeaders(500, -1);
            } else if (path.contains("missing")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (path.contains("cut")) {
                exchange.sendResponseHeaders(200, body.length() + 100L);
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            } else {
                exchange.sendResponseHeaders(200, body.isEmpty() ? -1 : body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private ConfiguredList list(String name, String body) {
        bodies.put("/" + name, body);
        return new ConfiguredList(
                name,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name),
                PriceForm.CSV,
                null,
                null);
    }

    private Outcome run(ConfiguredList... lists) {
        return update.run(List.of(lists), TODAY, ProgressListener.NONE);
    }

    private Catalog active() {
        return CatalogReader.read(
                releases.read(releases.active().orElseThrow().content()).rules());
    }

    @Test
    void aPriceThatMovedALittlePublishesItselfAndTheOldRowEnds() {
        Outcome outcome = run(list("lambda", LAMBDA.replace("0.86", "0.95")));

        assertEquals(Fate.TAKEN, outcome.results().get(0).fate(), outcome.toString());
        assertEquals(
                "price update", outcome.published().orElseThrow().publication().author());
        assertEquals(
                "price-update", outcome.published().orElseThrow().publication().cameFrom());
        assertEquals(
                0.95,
                active().offersOn(TODAY).stream()
                        .filter(offer ->
                                offer.provider().equals("lambda") && offer.gpu().equals("a10"))
                        .findFirst()
                        .orElseThrow()
                        .usdPerHour());
        assertEquals(2, releases.history(10).size());
    }

    @Test
    void aPriceThatMovedMuchWaitsInADraft() {
        Outcome outcome = run(list("lambda", LAMBDA.replace("0.86", "1.20")));

        assertEquals(Fate.WAITS, outcome.results().get(0).fate(), outcome.toString());
        assertTrue(outcome.results().get(0).said().contains("more than 25 %"), outcome.toString());
        assertTrue(outcome.published().isEmpty());
        assertEquals(1, drafts.all().size());
    }

    @Test
    void aProviderThatIsNewWaits() {
        Outcome outcome = run(list("new", LAMBDA + "newcomer,A10,1,0.50,on-demand\n"));

        assertEquals(Fate.WAITS, outcome.results().get(0).fate(), outcome.toString());
        assertEquals(1, releases.history(10).size());
    }

    @Test
    void oneFaultyListDoesNotKeepASoundOneBack() {
        Outcome outcome = run(list("broken", LAMBDA), list("lambda", LAMBDA.replace("2.86", "2.99")));

        assertEquals(Fate.NOT_TAKEN, outcome.results().get(0).fate());
        assertEquals(Fate.TAKEN, outcome.results().get(1).fate(), outcome.toString());
        assertTrue(outcome.published().isPresent());
    }

    @Test
    void ofTwoHundredFaultyListsNoneIsTakenAndEachIsNamed() {
        List<ConfiguredList> lists = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            lists.add(list("broken-" + i, LAMBDA));
            lists.add(list("missing-" + i, LAMBDA));
            lists.add(list("cut-" + i, LAMBDA));
            lists.add(list("empty-" + i, ""));
            lists.add(list("page-" + i, "<!doctype html><title>Sorry</title>"));
            lists.add(list("words-" + i, LAMBDA.replace("0.86", "call us")));
            lists.add(list("shrunk-" + i, HEADER + "lambda,A10,1,0.86,on-demand\n"));
            lists.add(list("jumped-" + i, LAMBDA.replace("3.78", Integer.toString(8 + i))));
        }

        Outcome outcome = update.run(lists, TODAY, ProgressListener.NONE);

        assertEquals(200, outcome.count(Fate.NOT_TAKEN), outcome.toString());
        assertEquals(200, last.round().orElseThrow().count(Fate.NOT_TAKEN));
        assertEquals(outcome.results(), last.round().orElseThrow().results());
        assertEquals(NOW, last.round().orElseThrow().at());
        assertTrue(outcome.results().stream().noneMatch(result -> result.said().isBlank()));
        assertTrue(outcome.published().isEmpty());
        assertEquals(1, releases.history(10).size());
        assertEquals(List.of(), drafts.all());
    }
}
