package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Role;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.Publication;
import tunewise.web.RunningService;
import tunewise.web.access.GuardedService.Browser;
import tunewise.workshop.Bundle;
import tunewise.workshop.Releases;
import tunewise.workshop.Workspace;

/** Releases go from store to store by page and API: signed, held by their content, and recorded on both sides. */
class BundlesBetweenStoresTest {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final String POLICY = "rules/catalog/policy.csv";

    @TempDir
    Path folder;

    private GuardedService service;
    private String staging;
    private String key;

    @BeforeEach
    void open() {
        service = new GuardedService(folder.resolve("production"));
        stage(changed(OFFERS, "runpod-rtx-4090-on-demand,", ",0.34,", ",0.35,"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aReleaseThatIsExportedHoldsByTheKeyOfItsStoreAndIsRecorded() {
        String token = service.token(Role.APPROVE);
        String trusted = service.get("/api/ledger/key", token).body();

        HttpResponse<String> exported = service.get("/api/releases/publication-1/bundle", token);

        assertEquals(200, exported.statusCode());
        assertTrue(exported.headers()
                .firstValue("Content-Disposition")
                .orElse("")
                .matches("attachment; filename=\"[0-9a-f]{12}\\.bundle\""));
        assertEquals(
                RunningService.WORKSPACE, Bundle.read(exported.body(), trusted).content());
        assertEquals("release-exported", newestAct().act());
        assertEquals("a test", newestAct().by().name());
        Browser ada = service.person("ada", Role.ANALYSE);
        assertEquals(
                exported.body(),
                ada.get("/workshop/history/publication-1/bundle").body());
        assertTrue(ada.page("/workshop/history")
                .text()
                .contains(trusted.lines().toList().get(1)));
        assertEquals(404, service.get("/api/releases/none/bundle", token).statusCode());
    }

    @Test
    void aProgramTakesOverPricesThatNeedNobodyElse() {
        HttpResponse<String> taken = take(service.token(Role.ANALYSE), Map.of("bundle", staging, "key", key));

        assertEquals(201, taken.statusCode(), taken.body());
        Publication active = service.workshop().releases().active().orElseThrow();
        assertEquals("taken over from Grace, who published it elsewhere on 2026-11-24: tried out", active.comment());
        assertEquals("release-taken", newestAct().act());
        assertEquals(active.content().release(), newestAct().about().get("release"));
        assertTrue(service.ledger().proof().verify().ok());
    }

    @Test
    void whatPolicyWantsTwoPeopleForIsLaidIntoADraft() {
        stage(changed(POLICY, "stale-price-days,", "if nobody", "when nobody"));
        String token = service.token(Role.ANALYSE);

        HttpResponse<String> refused = take(token, Map.of("bundle", staging, "key", key));
        HttpResponse<String> laid = take(token, Map.of("bundle", staging, "key", key, "draft", "From staging"));

        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("needs 1 approval"), refused.body());
        assertEquals(201, laid.statusCode(), laid.body());
        assertTrue(laid.body().contains("\"from-staging\""), laid.body());
        HttpResponse<String> again = take(token, Map.of("bundle", staging, "key", key, "draft", "From staging"));
        assertEquals(409, again.statusCode());
        assertTrue(again.body().contains("holds changes already"), again.body());
    }

    @Test
    void whatWasAlteredOrSignedByOthersIsRefusedAndNotRecorded() {
        String token = service.token(Role.ANALYSE);
        long entries = service.ledger().count();

        refused(take(token, Map.of("bundle", staging.replace(",0.35,", ",0.05,"), "key", key)), "not those that were");
        refused(
                take(
                        token,
                        Map.of(
                                "bundle",
                                staging,
                                "key",
                                service.ledger().proof().publicKey())),
                "is not of that key");
        refused(take(token, Map.of("bundle", staging, "key", "none")), "is not of that key");
        refused(take(token, Map.of("bundle", "{", "key", key)), "no bundle of a release");
        refused(take(token, Map.of()), "no bundle of a release");

        assertEquals(entries, service.ledger().count());
    }

    @Test
    void aPersonSeesWhatAReleaseOfAnotherStoreChangesBeforeItAnswers() {
        Browser ada = service.person("ada", Role.ANALYSE);
        String token = ada.formToken("/workshop/history");
        assertFalse(token.isEmpty());

        HttpResponse<String> altered =
                onPage(ada, Map.of("formToken", token, "bundle", staging.replace(",0.35,", ",0.05,"), "key", key));
        HttpResponse<String> taken = onPage(ada, Map.of("formToken", token, "bundle", staging, "key", key));

        assertEquals(422, altered.statusCode());
        assertTrue(
                Jsoup.parse(altered.body())
                        .select("[role=alert]")
                        .text()
                        .contains("not those that were signed. Nothing was taken over."),
                altered.body());
        assertEquals("/workshop/drafts/ada", RunningService.location(taken));
        Document draft = ada.page("/workshop/drafts/ada");
        assertTrue(draft.text().contains("1 row changed"), draft.text());
        assertEquals("release-taken", newestAct().act());
        assertEquals("ada", newestAct().by().name());
        assertEquals(403, onPage(ada, Map.of("bundle", staging, "key", key)).statusCode());
    }

    private static void refused(HttpResponse<String> answer, String words) {
        assertEquals(409, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(words), answer.body());
    }

    private Act newestAct() {
        return service.ledger().acts(1).get(0);
    }

    private HttpResponse<String> take(String token, Map<String, String> parts) {
        return service.send(
                parts(service.request("/api/releases/take").header("Authorization", "Bearer " + token), parts));
    }

    private HttpResponse<String> onPage(Browser browser, Map<String, String> parts) {
        return service.send(
                parts(service.request("/workshop/history/take").header("Cookie", browser.cookies()), parts));
    }

    private static HttpRequest.Builder parts(HttpRequest.Builder request, Map<String, String> parts) {
        StringBuilder body = new StringBuilder();
        parts.forEach((name, text) -> body.append("--tunewise\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(name.equals("bundle") ? "\"; filename=\"release.bundle" : "")
                .append("\"\r\n\r\n")
                .append(text)
                .append("\r\n"));
        return request.header("Content-Type", "multipart/form-data; boundary=tunewise")
                .POST(HttpRequest.BodyPublishers.ofString(body + "--tunewise--\r\n"));
    }

    /** Publishes content in a store of its own, and exports it from there. */
    private void stage(Workspace content) {
        try (Ledger ledger = Ledger.open(folder.resolve("staging"), Optional.empty())) {
            Releases releases = new Releases(
                    ledger,
                    Clock.fixed(RunningService.NOW, ZoneOffset.UTC),
                    () -> "staged-" + ledger.publications().newest(10).size());
            Publication published = releases.publish(
                    content,
                    releases.active().map(Publication::content).orElse(null),
                    "Grace",
                    "tried out",
                    "command-line");
            staging = Bundle.of(published, content, ledger.proof());
            key = ledger.proof().publicKey();
        }
    }

    /** What the service answers by, with one row changed. */
    private static Workspace changed(String file, String row, String text, String instead) {
        SortedMap<String, String> files = new TreeMap<>(RunningService.WORKSPACE.files());
        List<String> lines = files.get(file)
                .lines()
                .map(line -> line.startsWith(row) ? line.replace(text, instead) : line)
                .toList();
        files.put(file, String.join("\n", lines) + "\n");
        return Workspace.of(files);
    }
}
