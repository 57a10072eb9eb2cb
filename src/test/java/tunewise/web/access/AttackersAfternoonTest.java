package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Role;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication.Content;
import tunewise.web.WebSettings.Doors;
import tunewise.web.access.GuardedService.Browser;

/** An attacker's afternoon: what they try, and what stops or shows each. */
class AttackersAfternoonTest {
    @TempDir
    Path folder;

    private GuardedService service;

    @BeforeEach
    void open() {
        service = new GuardedService(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aStolenCookieEndsWithTheSessionAndChangesNothingWithoutItsForms() {
        Browser ada = service.person("ada", Role.ADMINISTER);
        Browser thief = service.browser().withCookies(ada.cookies());
        HttpResponse<String> blind = thief.post("/access/accounts", "", Map.of("name", "thief", "role", "administer"));

        assertEquals(403, blind.statusCode());
        assertTrue(service.access().accounts().find("thief").isEmpty());
        assertEquals(303, ada.submit("/", "/sign-out", Map.of()).statusCode());
        assertEquals(303, thief.get("/access").statusCode());
    }

    @Test
    void aStolenCookieIsWorthNothingOnceThePasswordIsSetAnew() {
        Browser ada = service.person("ada", Role.ADMINISTER);
        String link = service.access().accounts().invite("ada", GuardedService.OPERATOR);

        service.access().accounts().join(link, "", "another sentence of mine", "page");

        assertEquals(303, ada.get("/access").statusCode());
    }

    @Test
    void aTokenThatIsReplayedAfterItWasRevokedIsRefused() {
        String token = service.token(Role.ASK);
        assertEquals(200, service.get("/api/gpus", token).statusCode());

        service.access().tokens().revoke(token.split("_", -1)[1], GuardedService.OPERATOR);

        assertEquals(401, service.get("/api/gpus", token).statusCode());
    }

    @Test
    void aLinkToSetAPasswordThatIsReplayedIsRefused() {
        String link = service.access().accounts().add("ada", Set.of(Role.ASK), GuardedService.OPERATOR);
        service.access().accounts().join(link, "", GuardedService.PASSWORD, "page");

        assertEquals(404, service.browser().get("/join/" + link).statusCode());
    }

    @Test
    void aTokenInACookieOrACookieInATokenIsNobody() {
        String token = service.token(Role.ADMINISTER);
        Browser ada = service.person("ada", Role.ADMINISTER);

        assertEquals(
                303,
                service.browser()
                        .withCookies("tunewise-session=" + token)
                        .get("/access")
                        .statusCode());
        assertEquals(
                401, service.get("/access", ada.cookies().split("=", -1)[1]).statusCode());
    }

    @Test
    void aForgedHostIsRefusedBeforeAnythingElse() throws IOException {
        String token = service.token(Role.ASK);

        String answer = raw("GET /api/gpus HTTP/1.1\r\nHost: attacker.example\r\nAuthorization: Bearer " + token
                + "\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }

    @Test
    void aForgedHeaderOfAProxyMakesNothingEncrypted() throws IOException {
        service.close();
        service = new GuardedService(folder.resolve("behind"), new Doors(true, "192.0.2.7", null));

        String answer = raw("GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:" + service.port()
                + "\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n");

        assertFalse(answer.contains("__Host-"), answer);
        assertFalse(answer.contains("Strict-Transport-Security"), answer);
    }

    @Test
    void behindTheNamedProxyCookiesGoOverEncryptedConnectionsOnly() throws IOException {
        service.close();
        service = new GuardedService(folder.resolve("behind"), new Doors(true, "127.0.0.1", null));
        String host = "Host: tunewise.example\r\nConnection: close\r\n";

        String encrypted = raw("GET /sign-in HTTP/1.1\r\n" + host + "X-Forwarded-Proto: https\r\n\r\n");
        String open = raw(
                "GET /api/gpus HTTP/1.1\r\n" + host + "Authorization: Bearer " + service.token(Role.ASK) + "\r\n\r\n");

        assertTrue(encrypted.contains("Set-Cookie: __Host-tunewise-visit="), encrypted);
        assertTrue(encrypted.contains("; Secure"), encrypted);
        assertTrue(open.startsWith("HTTP/1.1 403"), open);
        assertTrue(open.contains("only over encrypted connections"), open);
    }

    @Test
    void aPostFromAForeignPageIsRefusedEvenWithTheCookie() {
        Browser ada = service.person("ada", Role.ADMINISTER);

        HttpResponse<String> answer = service.send(service.request("/access/accounts")
                .header("Cookie", ada.cookies())
                .header("Origin", "https://attacker.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=eve&role=administer")));

        assertEquals(403, answer.statusCode());
        assertTrue(service.access().accounts().find("eve").isEmpty());
    }

    @Test
    void aFormWithTheTokenOfAnotherSessionIsRefused() {
        Browser ada = service.person("ada", Role.ADMINISTER);
        Browser eve = service.person("eve", Role.ADMINISTER);

        HttpResponse<String> answer =
                ada.post("/access/accounts", eve.formToken("/access"), Map.of("name", "mallory", "role", "ask"));

        assertEquals(403, answer.statusCode());
    }

    @Test
    void nobodyIsSignedInByAForeignPage() {
        service.person("eve", Role.ASK);

        HttpResponse<String> answer =
                service.browser().post("/sign-in", "", Map.of("name", "eve", "password", GuardedService.PASSWORD));

        assertEquals(403, answer.statusCode());
    }

    @Test
    void passwordsThatAreGuessedLockTheAccountAndShowInTheLedger() {
        service.person("ada", Role.ASK);
        Browser guesser = service.browser();
        for (int i = 0; i < 6; i++) {
            assertEquals(
                    401, guesser.signIn("ada", "guess number " + i + " of many").statusCode());
        }

        assertTrue(service.ledger().acts(20).stream().anyMatch(act -> act.act().equals("locked-out")));
    }

    @Test
    void anAnalystWhoHasARoleToApproveCannotApproveTheirOwnDraft() {
        Browser ada = service.person("ada", Role.ANALYSE, Role.APPROVE);
        ada.submit("/workshop", "/workshop/drafts", Map.of());
        Content content = content("ada");
        service.access().submissions().submit("ada", content, "mine", "No faults.", List.of(), actor("ada"));

        HttpResponse<String> answer =
                ada.submit("/workshop/drafts/ada", "/workshop/drafts/ada/approve", Map.of("words", "fine"));

        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("another person must approve it"), answer.body());
    }

    @Test
    void aSecondAnalystWhoEditedADraftCannotApproveItEither() {
        Browser ada = service.person("ada", Role.ANALYSE);
        Browser bob = service.person("bob", Role.ANALYSE, Role.APPROVE);
        ada.submit("/workshop", "/workshop/drafts", Map.of());
        String file = "rules/eligibility/of-bob.drl";
        assertEquals(
                303,
                bob.submit(
                                "/workshop/drafts/ada",
                                "/workshop/drafts/ada/files/" + file,
                                Map.of("text", "package rules.eligibility\n", "seen", ""))
                        .statusCode());
        service.access().submissions().submit("ada", content("ada"), "ours", "No faults.", List.of(), actor("ada"));

        HttpResponse<String> answer =
                bob.submit("/workshop/drafts/ada", "/workshop/drafts/ada/approve", Map.of("words", "fine"));

        assertEquals(409, answer.statusCode());
    }

    @Test
    void anAdministratorWhoWritesRolesIntoTheStoreIsShown() throws SQLException {
        service.person("ada", Role.ASK);
        service.person("root", Role.ADMINISTER);

        sql(
                "update documents set json = replace(json, '\"ask\"', '\"approve\"') where kind = 'account' and id = 'ada'");

        assertEquals(List.of("ada"), service.access().accounts().unexplained());
        assertTrue(service.browser().signIn("root", GuardedService.PASSWORD).statusCode() == 303);
    }

    @Test
    void anAdministratorWhoRewritesAnEntryIsShownByVerify() throws SQLException {
        service.person("ada", Role.ASK);
        assertTrue(service.ledger().proof().verify().ok());

        sql("update entries set created_at = '2026-11-24T13:00:00Z' where kind = 'act'");

        assertFalse(service.ledger().proof().verify().ok());
    }

    @Test
    void anAdministratorWhoTakesTheLastEntriesAwayIsShownByACheckpointKeptElsewhere() throws SQLException {
        service.person("ada", Role.ASK);
        String kept = service.ledger().proof().checkpoint().orElseThrow().json();

        sql("delete from entries where seq > 2");

        assertFalse(service.ledger()
                .proof()
                .verify(kept, service.ledger().proof().publicKey())
                .ok());
    }

    private Content content(String draft) {
        var piece = service.workshop()
                .drafts()
                .content(service.workshop().drafts().find(draft).orElseThrow());
        return Publications.content(piece.rules(), piece.fixtures());
    }

    private Actor actor(String account) {
        return new Actor(service.access().accounts().find(account).orElseThrow().identity(), "page");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tunewise.db"));
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
