package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.access.Role;
import tunewise.ledger.entry.Act;
import tunewise.web.access.GuardedService.Browser;

class SignInTest {
    private GuardedService service;

    @BeforeEach
    void open(@TempDir Path folder) {
        service = new GuardedService(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void theFirstAdministratorComesByALinkThatWorksOnce() {
        String secret = service.access().accounts().inviteFirst(GuardedService.OPERATOR);
        Browser browser = service.browser();
        Map<String, String> form =
                Map.of("name", "Ada", "password", GuardedService.PASSWORD, "again", GuardedService.PASSWORD);

        HttpResponse<String> answer = browser.submit("/join/" + secret, "/join/" + secret, form);

        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals(
                Set.of(Role.values()),
                service.access().accounts().find("ada").orElseThrow().roles());
        assertEquals(200, browser.get("/access").statusCode());
        assertEquals(404, service.browser().get("/join/" + secret).statusCode());
        HttpResponse<String> again = browser.submit("/access", "/join/" + secret, form);
        assertEquals(403, again.statusCode(), again.body());
    }

    @Test
    void aSessionIsACookieThatScriptsCannotRead() {
        service.person("ada", Role.ASK);
        Browser browser = service.browser();

        HttpResponse<String> answer = browser.signIn("ada", GuardedService.PASSWORD);

        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("tunewise-session="))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Lax"), cookie);
        assertTrue(cookie.contains("Path=/"), cookie);
        assertFalse(cookie.contains("Domain"), cookie);
    }

    @Test
    void aWrongPasswordAndAWrongNameReadAlike() {
        service.person("ada", Role.ASK);

        HttpResponse<String> wrongPassword = service.browser().signIn("ada", "something else entirely");
        HttpResponse<String> wrongName = service.browser().signIn("eve", "something else entirely");

        assertEquals(401, wrongPassword.statusCode());
        assertEquals(401, wrongName.statusCode());
        assertEquals(
                wrongPassword.body().replaceAll("value=\"[^\"]*\"", ""),
                wrongName.body().replaceAll("value=\"[^\"]*\"", ""));
    }

    @Test
    void fiveWrongPasswordsLockAnAccountForAQuarterOfAnHour() {
        service.person("ada", Role.ASK);
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    401,
                    service.browser().signIn("ada", "something else entirely").statusCode());
        }

        assertEquals(
                401, service.browser().signIn("ada", GuardedService.PASSWORD).statusCode());
        service.pass(Duration.ofMinutes(16));
        assertEquals(
                303, service.browser().signIn("ada", GuardedService.PASSWORD).statusCode());
        assertTrue(acts().contains("locked-out"), acts().toString());
    }

    @Test
    void aSessionEndsAfterHalfAnHourInWhichNothingIsAsked() {
        Browser ada = service.person("ada", Role.ASK);
        service.pass(Duration.ofMinutes(29));
        assertEquals(200, ada.get("/").statusCode());
        service.pass(Duration.ofMinutes(29));
        assertEquals(200, ada.get("/").statusCode());

        service.pass(Duration.ofMinutes(31));

        assertEquals(303, ada.get("/").statusCode());
    }

    @Test
    void aSessionEndsAfterHalfADayInAnyCase() {
        Browser ada = service.person("ada", Role.ASK);
        for (int i = 0; i < 30; i++) {
            service.pass(Duration.ofMinutes(25));
            var unused = ada.get("/");
        }

        assertEquals(303, ada.get("/").statusCode());
    }

    @Test
    void otherRolesHoldAtOnce() {
        Browser ada = service.person("ada", Role.ASK, Role.ADMINISTER);
        service.person("bob", Role.ADMINISTER);
        service.access().accounts().setRoles("ada", Set.of(Role.ASK), GuardedService.OPERATOR);

        assertEquals(303, ada.get("/access").statusCode());
        assertEquals(303, ada.signIn("ada", GuardedService.PASSWORD).statusCode());
        assertEquals(403, ada.get("/access").statusCode());
    }

    @Test
    void everyFormOfEveryPageCarriesTheTokenOfItsSession() {
        Browser ada = service.person("ada", Role.values());
        for (String path : List.of(
                "/",
                "/workshop",
                "/workshop/history",
                "/ledger",
                "/ledger/verify",
                "/access",
                "/workshop/prices",
                "/workshop/learning")) {
            Document page = ada.page(path);
            assertEquals(
                    page.select("form[method=post]").size(),
                    page.select("form[method=post] > input[name=formToken]").size(),
                    path);
            assertTrue(
                    page.select("form:not([method=post]) input[name=formToken]").isEmpty(), path);
        }
    }

    @Test
    void signInLeadsBackToWhereSomebodyWantedToGo() {
        service.person("ada", Role.ASK);
        Browser browser = service.browser();
        String location = browser.get("/recommendations?gpu=l40s")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertEquals("/sign-in?then=%2Frecommendations%3Fgpu%3Dl40s", location);

        HttpResponse<String> answer = browser.submit(
                location,
                "/sign-in",
                Map.of("name", "ada", "password", GuardedService.PASSWORD, "then", "/recommendations?gpu=l40s"));

        assertEquals(
                "/recommendations?gpu=l40s",
                answer.headers().firstValue("Location").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//attacker.example", "https://attacker.example", "/\\attacker.example", "attacker", "/a\nb"})
    void itLeadsNowhereElse(String then) {
        assertEquals("", SignInPages.local(then));
    }

    @Test
    void signingOutEndsTheSession() {
        Browser ada = service.person("ada", Role.ASK);
        String cookies = ada.cookies();

        assertEquals(303, ada.submit("/", "/sign-out", Map.of()).statusCode());

        assertEquals(303, service.browser().withCookies(cookies).get("/").statusCode());
        assertTrue(acts().containsAll(List.of("signed-in", "signed-out")), acts().toString());
    }

    @Test
    void theAdministratorAddsAccountsAndTokensOnAPage() {
        Browser ada = service.person("ada", Role.ADMINISTER);

        HttpResponse<String> added = ada.submit("/access", "/access/accounts", Map.of("name", "bob", "role", "audit"));
        assertEquals(200, added.statusCode(), added.body());
        assertTrue(added.body().contains("/join/"), added.body());
        HttpResponse<String> made =
                ada.submit("/access", "/access/tokens", Map.of("name", "nightly", "days", "30", "role", "ask"));
        String token = made.body().replaceAll("(?s).*<code>(tunewise_[^<]*)</code>.*", "$1");

        assertEquals(200, service.get("/api/gpus", token).statusCode());
        assertFalse(ada.get("/access").body().contains(token));
        String id = token.split("_", -1)[1];
        assertEquals(
                303,
                ada.submit("/access", "/access/tokens/" + id + "/revoke", Map.of())
                        .statusCode());
        assertEquals(401, service.get("/api/gpus", token).statusCode());
    }

    @Test
    void theOnlyAdministratorStays() {
        Browser ada = service.person("ada", Role.ADMINISTER);

        HttpResponse<String> answer = ada.submit("/access", "/access/accounts/ada/remove", Map.of());

        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("the only administrator"), answer.body());
    }

    @Test
    void menusShowOnlyWhereSomebodyMayGo() {
        Browser ada = service.person("ada", Role.ASK);

        List<String> places = ada.page("/").select("header nav a").eachText();

        assertEquals(List.of("Ask", "Estimate", "Past answers", "Rules", "Prices"), places);
    }

    @Test
    void aTokenExpires() {
        String token = service.token(Role.ASK);
        assertEquals(200, service.get("/api/gpus", token).statusCode());

        service.pass(Duration.ofDays(91));

        HttpResponse<String> answer = service.get("/api/gpus", token);
        assertEquals(401, answer.statusCode());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
    }

    @Test
    void nothingThatProvesSomebodyIsKeptAsItIs() {
        String token = service.token(Role.ASK);
        Browser ada = service.person("ada", Role.ASK);
        StringBuilder kept = new StringBuilder();
        for (String kind : List.of("account", "token", "session", "invitation")) {
            service.ledger().documents().all(kind).forEach(each -> kept.append(each));
        }

        assertFalse(kept.toString().contains(token.substring("tunewise_".length() + 17)));
        assertFalse(kept.toString().contains(ada.cookies().split("=", -1)[1]));
        assertFalse(kept.toString().contains(GuardedService.PASSWORD));
        assertTrue(kept.toString().contains("$argon2id$"), kept.toString());
    }

    private List<String> acts() {
        return service.ledger().acts(100).stream().map(Act::act).toList();
    }
}
