package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.access.Role;
import tunewise.advice.AnswerJson;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Identity;
import tunewise.web.RunningService;
import tunewise.web.access.GuardedService.Browser;

/** What people do is an entry with the identity that they proved, whatever name they give. */
class ProvenActsTest {
    private static GuardedService service;
    private static Browser ada;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new GuardedService(folder);
        ada = service.person("ada", Role.values());
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void aRecommendationNamesTheProgramThatAsked() {
        String id = asked();

        assertEquals("a test", body(id).path("requester").asString());
    }

    @Test
    void aReviewNamesWhoeverSignedInAndNotWhomTheyNamed() {
        String id = asked();

        HttpResponse<String> answer = ada.submit(
                "/recommendations/" + id,
                "/recommendations/" + id + "/reviews",
                Map.of("verdict", "approved", "comment", "", "name", "Somebody Else"));

        assertEquals(303, answer.statusCode(), answer.body());
        JsonNode body = newest(EntryKind.REVIEW);
        assertEquals("ada", body.path("name").asString());
        assertEquals(Identity.ACCOUNT, body.at("/by/issuer").asString());
        assertEquals(
                service.access().accounts().find("ada").orElseThrow().id(),
                body.at("/by/subject").asString());
    }

    @Test
    void aReportByAProgramNamesItsToken() {
        String id = asked();
        String token = service.token(Role.ASK);

        HttpResponse<String> answer =
                service.post("/api/recommendations/" + id + "/reports", "{\"hours\": 3, \"name\": \"Eve\"}", token);

        assertEquals(201, answer.statusCode(), answer.body());
        JsonNode body = newest(EntryKind.REPORT);
        assertEquals(Identity.TOKEN, body.at("/by/issuer").asString());
        assertEquals(token.split("_", -1)[1], body.at("/by/subject").asString());
    }

    @Test
    void anExportOfTheLedgerIsAnEntry() {
        String token = service.token(Role.AUDIT);

        assertEquals(
                200, service.get("/api/recommendations.jsonl?gpu=l40s", token).statusCode());

        Act act = service.ledger().acts(1).get(0);
        assertEquals("ledger-exported", act.act());
        assertEquals(Map.of("format", "jsonl", "filters", "gpu=l40s"), act.about());
        assertEquals(Identity.TOKEN, act.by().issuer());
    }

    @Test
    void aDraftBelongsToWhoeverSignedIn() {
        HttpResponse<String> answer = ada.submit("/workshop", "/workshop/drafts", Map.of("author", "Somebody Else"));

        assertEquals("/workshop/drafts/ada", RunningService.location(answer));
        assertTrue(service.ledger().acts(50).stream()
                .anyMatch(act ->
                        act.act().equals("draft-begun") && act.by().name().equals("ada")));
    }

    @Test
    void signingInAndRolesAreEntriesThatTheAuditorReads() {
        service.person("bob", Role.AUDIT);

        List<String> rows = ada.page("/ledger/acts").select("tbody tr").eachText();

        assertTrue(rows.stream().anyMatch(row -> row.contains("bob") && row.contains("Signed in")), rows.toString());
        assertTrue(
                rows.stream().anyMatch(row -> row.contains("Account added") && row.contains("roles audit")),
                rows.toString());
    }

    @Test
    void theChainWithActsIsProvenAsEver() {
        assertTrue(service.ledger().proof().verify().ok());
        assertFalse(service.ledger().acts(10).isEmpty());
    }

    private static String asked() {
        HttpResponse<String> answer =
                service.post("/api/recommendations", RunningService.QUESTION, service.token(Role.ASK));
        assertEquals(201, answer.statusCode(), answer.body());
        return AnswerJson.MAPPER.readTree(answer.body()).path("id").asString();
    }

    private static JsonNode newest(String kind) {
        return AnswerJson.MAPPER.readTree(
                service.ledger().newest(kind, 1).get(0).body());
    }

    private static JsonNode body(String id) {
        Entry entry = service.ledger().find(id).orElseThrow();
        return AnswerJson.MAPPER.readTree(entry.body());
    }
}
