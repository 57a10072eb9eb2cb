package tunewise.web.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.web.BrowserTest;
import tunewise.web.RunningService;

/**
 * People who have never seen DRL change a price, a threshold and a caveat by forms alone, against the clock. A service of
 * its own, since one of them publishes.
 */
class BuyersInBrowserTest extends BrowserTest {
    private static final double MOST_SECONDS = 120;
    private static final double LETTER_SECONDS = 0.2;
    private static final double ACT_SECONDS = 2;

    @TempDir
    static Path folder;

    private static RunningService own;

    private double person;

    @BeforeAll
    static void start() {
        own = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        if (own != null) {
            own.close();
        }
    }

    @Test
    void aPriceIsChangedAndPublished() {
        timed("Bea", 1440, page -> {
            choose(page.getByLabel("Provider", exact()), "RunPod");
            choose(page.getByLabel("GPU", exact()), "RTX 4090");
            act(() -> press(page, "Show today's prices"));
            act(() -> page.locator("label.option:has-text('spot')").first().click());
            type(page.getByLabel("New price, US dollars"), "$0.27");
            type(page.getByLabel("Where you found it"), "their page");
            act(() -> press(page, "Change the price"));
            page.getByText("New price of rtx-4090 at runpod").first().waitFor();
            page.getByText("runpod-rtx-4090-spot-2026-11-24").first().waitFor();
            type(page.getByLabel("What changes, and why"), "RunPod's page of today");
            act(() -> press(page, "Publish"));
            waitFor(page, "is in force from now on");
        });
        assertEquals(2, own.page("/workshop/history").select(".history > li").size());
    }

    @Test
    void aCaveatIsAddedAndTested() {
        timed("Cy", 390, page -> {
            choose(page.getByLabel("What it does"), "Warn when we recommend it");
            choose(page.getByLabel("Provider or GPU"), "CoreWeave");
            type(page.getByLabel("What people read"), "They answer tickets slowly at night.");
            act(() -> press(page, "Add it"));
            page.getByText("added CAV-").first().waitFor();
            act(() -> press(page, "Check and test"));
            waitFor(page, "scenarios ran.");
        });
    }

    @Test
    void aThresholdIsMovedAndItsEffectIsShown() {
        timed("Dee", 390, page -> {
            choose(page.getByLabel("What it decides"), own("stale-price-days"));
            type(page.getByLabel("New value"), "90");
            act(() -> press(page, "Move it"));
            page.getByText("value: 60 → 90").first().waitFor();
            act(() -> press(page, "Check and test"));
            waitFor(page, "scenarios ran.");
            assertTrue(page.locator("main").textContent().contains("CAV-380"));
            fits(page, "what a threshold alters", 390);
            page.setViewportSize(1440, 900);
            fits(page, "what a threshold alters", 1440);
        });
    }

    /** As its option reads. */
    private static String own(String policy) {
        return own.page("/workshop/drafts/dee")
                .select("option[value=" + policy + "]")
                .text();
    }

    private void timed(String name, int width, Consumer<Page> way) {
        person = 0;
        try (BrowserContext context = context(width, ColorScheme.LIGHT)) {
            Page page = tab(context);
            long start = System.nanoTime();
            page.navigate(own.address("/workshop"));
            type(page.getByLabel("Your name"), name);
            act(() -> press(page, "Open my draft"));
            page.waitForURL("**/workshop/drafts/*");
            fits(page, "a draft", width);
            way.accept(page);
            double seconds = (System.nanoTime() - start) / 1e9 + person;
            assertTrue(seconds < MOST_SECONDS, "it took " + seconds + " s");
        }
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private void choose(Locator list, String option) {
        act(() -> list.selectOption(new SelectOption().setLabel(option)));
        person += ACT_SECONDS;
    }

    private void type(Locator field, String text) {
        act(() -> field.fill(text));
        person += text.length() * LETTER_SECONDS;
    }

    /** A person looks for what to press, and presses it. */
    private void act(Runnable what) {
        person += ACT_SECONDS;
        what.run();
    }

    private static void waitFor(Page page, String text) {
        page.getByText(text).first().waitFor(new Locator.WaitForOptions().setTimeout(110_000));
    }
}
