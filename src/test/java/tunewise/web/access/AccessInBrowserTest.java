package tunewise.web.access;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.access.Role;
import tunewise.web.BrowserTest;

/** The pages that only a service with accounts has, as everybody else's: on every screen, and open to everyone. */
class AccessInBrowserTest extends BrowserTest {
    private static GuardedService guarded;
    private static BrowserContext signedIn;
    private static BrowserContext stranger;
    private static String invitation;

    @BeforeAll
    static void open(@TempDir Path folder) {
        guarded = new GuardedService(folder);
        GuardedService.Browser root =
                guarded.person("root", Role.ADMINISTER, Role.ANALYSE, Role.APPROVE, Role.AUDIT, Role.ASK);
        invitation =
                guarded.access().accounts().add("somebody.with.a.long.name", Set.of(Role.ASK), GuardedService.OPERATOR);
        guarded.token(Role.ASK, Role.AUDIT);
        root.submit("/workshop", "/workshop/drafts", Map.of());
        stranger = context(NARROWEST, ColorScheme.LIGHT);
        signedIn = context(NARROWEST, ColorScheme.LIGHT);
        signedIn.addCookies(Stream.of(root.cookies().split("; "))
                .map(pair -> pair.split("=", 2))
                .map(pair -> new Cookie(pair[0], pair[1]).setUrl(address("/")))
                .toList());
    }

    @AfterAll
    static void close() {
        if (guarded != null) {
            signedIn.close();
            stranger.close();
            guarded.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "access, /access",
        "acts, /ledger/acts",
        "ask-signed-in, /",
        "workshop-signed-in, /workshop",
        "history-signed-in, /workshop/history",
        "draft-signed-in, /workshop/drafts/root",
    })
    void whoeverIsSignedInSeesEachPageWholeOnEveryScreen(String name, String path) {
        Page page = opened(signedIn, path);
        looksWellOnEveryScreen(page, name);
        page.close();
    }

    @Test
    void whoeverComesFirstSeesWhereToSignInAndHowToSetAPassword() {
        for (String path : List.of("/sign-in", "/join/" + invitation)) {
            Page page = opened(stranger, path);
            looksWellOnEveryScreen(page, path.substring(1, 5));
            page.close();
        }
    }

    @Test
    void aTokenIsShownOnceOnAPageThatFitsEveryScreen() {
        Page page = opened(signedIn, "/access");
        page.fill("#token-name", "a program");
        press(page, "Make it");
        page.waitForSelector("main pre code");
        looksWellOnEveryScreen(page, "made");
        page.close();
    }

    private static Page opened(BrowserContext context, String path) {
        Page page = tab(context);
        page.navigate(address(path));
        return page;
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + guarded.port() + path;
    }
}
