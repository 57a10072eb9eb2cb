package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Provider;
import tunewise.access.Role;
import tunewise.ledger.entry.Act;
import tunewise.web.RunningService;
import tunewise.web.access.GuardedService.Browser;

/** People sign in with an OpenID provider; what cannot be verified is refused. */
class OpenIdSignInTest {
    private GuardedService service;
    private SmallProvider provider;
    private Browser browser;

    @BeforeEach
    void open(@TempDir Path folder) {
        service = new GuardedService(folder);
        provider = new SmallProvider();
        browser = service.browser();
        service.access()
                .provider()
                .configure(
                        new Provider(
                                provider.issuer(),
                                SmallProvider.CLIENT,
                                "groups",
                                "preferred_username",
                                new TreeMap<>(Map.of(
                                        "analysts", Set.of(Role.ASK, Role.ANALYSE),
                                        "auditors", Set.of(Role.AUDIT)))),
                        GuardedService.OPERATOR);
    }

    @AfterEach
    void close() {
        service.close();
        provider.close();
    }

    @Test
    void somebodySignsInWithTheRolesOfTheirGroups() {
        HttpResponse<String> answer = signIn();

        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals(200, browser.get("/workshop").statusCode());
        assertEquals(403, browser.get("/ledger").statusCode());
        Act act = service.ledger().acts(1).get(0);
        assertEquals("signed-in", act.act());
        assertEquals(provider.issuer(), act.by().issuer());
        assertEquals("subject-of-ada", act.by().subject());
        assertEquals("ada", act.by().name());
    }

    @Test
    void theySeeTheProviderOnTheSignInPageAndComeBackToWhereTheyWanted() {
        String button =
                browser.page("/sign-in?then=/rules").select("main a.button").attr("href");
        URI asked = URI.create(RunningService.location(browser.get(button)));

        assertEquals("/rules", RunningService.location(comeBack(browser, asked, state(asked))));
    }

    @Test
    void aKeyThatChangedIsLookedUp() {
        assertEquals(303, signIn().statusCode());
        provider.changeKey();
        browser = service.browser();

        assertEquals(303, signIn().statusCode());
    }

    @Test
    void aSignatureByAStrangersKeyIsRefused() {
        provider.signByAStrangersKey();

        refused("could not verify");
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        provider.sign(SmallProvider.Signing.NONE);

        refused("could not verify");
    }

    @Test
    void aTokenSignedByWhatEverybodyKnowsIsRefused() {
        provider.sign(SmallProvider.Signing.BY_A_SHARED_SECRET);

        refused("could not verify");
    }

    @Test
    void anotherIssuerIsRefused() {
        provider.lie(claims -> claims.issuer("https://attacker.example"));

        refused("could not verify");
    }

    @Test
    void aTokenForAnotherServiceIsRefused() {
        provider.lie(claims -> claims.audience("another-service"));

        refused("could not verify");
    }

    @Test
    void aTokenThatHasExpiredIsRefused() {
        provider.lie(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));

        refused("could not verify");
    }

    @Test
    void aTokenOfAnotherSignInIsRefused() {
        provider.lie(claims -> claims.claim("nonce", "another"));

        refused("could not verify");
    }

    @Test
    void anAnswerWithAnotherStateIsRefused() {
        URI asked = sentOff(browser);

        HttpResponse<String> answer = comeBack(browser, asked, "another");

        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("did not begin in this browser"), answer.body());
    }

    @Test
    void anAnswerInAnotherBrowserIsRefused() {
        URI asked = sentOff(browser);
        Browser others = service.browser();
        others.get("/sign-in");

        assertEquals(401, comeBack(others, asked, state(asked)).statusCode());
    }

    @Test
    void anAnswerThatIsReplayedIsRefused() {
        URI asked = sentOff(browser);
        String cookies = browser.cookies();
        assertEquals(303, comeBack(browser, asked, state(asked)).statusCode());

        assertEquals(
                401,
                comeBack(service.browser().withCookies(cookies), asked, state(asked))
                        .statusCode());
    }

    @Test
    void anAnswerThatComesLateIsRefused() {
        URI asked = sentOff(browser);
        service.pass(Duration.ofMinutes(11));

        assertEquals(401, comeBack(browser, asked, state(asked)).statusCode());
    }

    @Test
    void aCodeOfAnotherSignInIsRefused() {
        URI asked = sentOff(browser);
        URI others = sentOff(service.browser());

        HttpResponse<String> answer =
                browser.get("/sign-in/return?code=" + provider.signIn(others) + "&state=" + state(asked));

        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("invalid_grant"), answer.body());
    }

    @Test
    void whoeverIsInNoGroupWithARoleIsRefused() {
        provider.groups("gardeners");

        refused("one of your groups has a role here");
    }

    @Test
    void aProviderThatCallsItselfOtherwiseIsRefused() {
        provider.callItself("https://attacker.example");

        HttpResponse<String> answer = browser.get("/sign-in/provider");

        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("does not describe itself"), answer.body());
    }

    @Test
    void aProviderThatHidesItsKeysIsRefused() {
        provider.hideItsKeys();

        assertEquals(401, browser.get("/sign-in/provider").statusCode());
    }

    @Test
    void whatTheBrowserBringsBackIsNoSecretOfThisSignIn() {
        URI asked = sentOff(browser);
        Map<String, List<String>> fields = URLUtils.parseParameters(asked.getRawQuery());

        assertEquals(List.of("S256"), fields.get("code_challenge_method"));
        assertFalse(fields.containsKey("code_verifier"));
        assertEquals(List.of("openid profile"), fields.get("scope"));
    }

    private void refused(String why) {
        HttpResponse<String> answer = signIn();

        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains(why), answer.body());
        assertEquals(303, browser.get("/").statusCode());
        assertFalse(browser.cookies().contains("tunewise-session"));
    }

    private HttpResponse<String> signIn() {
        URI asked = sentOff(browser);
        return comeBack(browser, asked, state(asked));
    }

    private static URI sentOff(Browser browser) {
        return URI.create(RunningService.location(browser.get("/sign-in/provider")));
    }

    private HttpResponse<String> comeBack(Browser back, URI asked, String state) {
        return back.get("/sign-in/return?code=" + provider.signIn(asked) + "&state=" + state);
    }

    private static String state(URI asked) {
        return URLUtils.parseParameters(asked.getRawQuery()).get("state").get(0);
    }
}
