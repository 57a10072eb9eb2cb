package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of pages in a real browser, which shows what no parser does: overflow, contrast, focus, refused scripts. */
public abstract class BrowserTest {
    @RegisterExtension
    static final BeforeAllCallback OPEN = context -> open();

    private static final boolean PICTURES = Boolean.getBoolean("tunewise.screenshots");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** A phone, a laptop at twice the size of letters, the laptop, and a wide screen. */
    private static final List<Integer> WIDTHS = List.of(375, 720, 1440, 1920);

    protected static final int NARROWEST = WIDTHS.get(0);

    /** What follows in a long list is made like what comes first, and axe takes seconds for hundreds of it. */
    private static final String SHORTENED =
            """
            () => document.querySelectorAll("main *").forEach(list => {
                const alike = {};
                for (const each of [...list.children]) {
                    const kind = each.tagName + "." + each.getAttribute("class");
                    alike[kind] = (alike[kind] || 0) + 1;
                    if (alike[kind] > 6 && !each.querySelector("input, select, textarea")) {
                        each.remove();
                    }
                }
            })""";

    private static final int MOST_TABS = 30;

    /** What has the focus: its place on the page, and whether it, its label or its sign shows an outline. */
    private static final String FOCUS =
            """
            () => {
                const focused = document.activeElement;
                const outlined = each => each && getComputedStyle(each).outlineStyle !== "none";
                return {
                    at: focused === document.body ? -1 : [...document.querySelectorAll("body *")].indexOf(focused),
                    what: focused.outerHTML.slice(0, 120),
                    seen: outlined(focused) || outlined(focused.closest(".option"))
                        || outlined(focused.nextElementSibling) || !!focused.closest(".chart"),
                };
            }""";

    protected static RunningService service;
    protected static Browser browser;
    private static String axe;

    protected static final List<String> complaints = new ArrayList<>();

    private static void open() throws IOException {
        assumeTrue(
                Files.isExecutable(ServiceInBrowser.CHROMIUM),
                "there is no Chromium at " + ServiceInBrowser.CHROMIUM
                        + "; install it (apt-get install chromium) or name it in the variable CHROMIUM");
        ServiceInBrowser shared = ServiceInBrowser.shared();
        service = shared.service();
        browser = shared.browser();
        try (InputStream script = Objects.requireNonNull(BrowserTest.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        List<String> reported = List.copyOf(complaints);
        complaints.clear();
        assertEquals(List.of(), reported);
    }

    protected static BrowserContext context(int width, ColorScheme scheme) {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    }

    protected Page page(BrowserContext context, String path) {
        Page page = tab(context);
        page.navigate(service.address(path));
        return page;
    }

    /** A tab whose console is watched: it names refused scripts and styles. */
    protected static Page tab(BrowserContext context) {
        Page tab = context.newPage();
        tab.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(tab.url() + ": " + message.text());
            }
        });
        tab.onPageError(error -> complaints.add(tab.url() + ": " + error));
        return tab;
    }

    /** From here on the page reaches nobody; a browser takes a moment to follow. */
    protected static void goOffline(Page page) {
        page.context().setOffline(true);
        page.waitForFunction("() => fetch('/healthz').then(() => false, () => true)");
    }

    protected static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Takes a picture for people to look at, if they ask for it by {@code -Dtunewise.screenshots=true}. */
    protected static void shoot(Page page, String name) {
        if (PICTURES) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        }
    }

    protected static boolean picturesAreTaken() {
        return PICTURES;
    }

    protected static void fits(Page page, String where, int width) {
        assertEquals(
                List.of(),
                page.evaluate(
                        """
                        width => document.documentElement.scrollWidth <= width ? [] :
                            [...document.querySelectorAll("body *")]
                                .filter(each => each.getBoundingClientRect().right > width + 1)
                                .map(each => each.tagName + "." + each.className)""",
                        width),
                where);
    }

    /** A page that was opened: nothing is cut on any screen, folded or unfolded, and it is open to everyone in both schemes. */
    protected static void looksWellOnEveryScreen(Page page, String name) {
        theKeyboardFollows(page, name);
        for (int width : WIDTHS) {
            page.setViewportSize(width, 900);
            fits(page, name, width);
            shoot(page, name + "-light-" + width);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (int width : picturesAreTaken() ? WIDTHS : List.<Integer>of()) {
            page.setViewportSize(width, 900);
            shoot(page, name + "-dark-" + width);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
        for (int width : WIDTHS) {
            page.setViewportSize(width, 900);
            fits(page, name + " unfolded", width);
        }
        page.evaluate(SHORTENED);
        page.setViewportSize(WIDTHS.get(0), 900);
        isOpenToEveryone(page);
        // Nothing but colours depends on the scheme, and colours do not on the width: one look at each is enough.
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        contrasts(page);
    }

    /** Tab goes from one thing to the next in the order of the page, and each shows that it has the focus. */
    private static void theKeyboardFollows(Page page, String name) {
        double first = -1;
        double before = -1;
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            Map<?, ?> focus = (Map<?, ?>) page.evaluate(FOCUS);
            double at = ((Number) Objects.requireNonNull(focus.get("at"))).doubleValue();
            if (at < 0 || at == first) {
                assertTrue(i > 5, name + ": only " + i + " things take the focus");
                return;
            }
            first = first < 0 ? at : first;
            // A field for a day takes the focus with each of its parts.
            assertTrue(at >= before, name + ": the focus goes back to " + focus.get("what"));
            assertEquals(true, focus.get("seen"), name + ": nothing shows the focus of " + focus.get("what"));
            before = at;
        }
    }

    /** By every rule of axe. */
    protected static void isOpenToEveryone(Page page) {
        obeys(page, "{}");
    }

    /** By the one rule of axe that a colour scheme has a say in. */
    protected static void contrasts(Page page) {
        obeys(page, "{runOnly: ['color-contrast']}");
    }

    private static void obeys(Page page, String rules) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(axe);
        }
        assertEquals(
                List.of(),
                page.evaluate(
                        """
                        async () => (await axe.run({resultTypes: ["violations"], ...%s})).violations.map(v =>
                            v.id + ": " + v.help + " at " + v.nodes.map(n => n.target.join(" ")).join(", "))"""
                                .formatted(rules)),
                page.url());
    }
}
