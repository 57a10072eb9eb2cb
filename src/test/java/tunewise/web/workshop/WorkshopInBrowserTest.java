package tunewise.web.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import tunewise.web.BrowserTest;

/** Somebody edits rules and prices, in a real browser. */
class WorkshopInBrowserTest extends BrowserTest {
    @Test
    void theEditorLeadsToTheLineOfAFaultAndOffersWords() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/workshop/drafts/ada/files/rules/eligibility/memory.drl");
            page.locator(".faults a").first().click();
            Locator mark = page.locator(".margin-mark").first();
            mark.waitFor();
            assertTrue(
                    page.locator(".faults li")
                            .first()
                            .textContent()
                            .contains(mark.getAttribute("title").substring(0, 20)),
                    mark.getAttribute("title"));
            assertEquals(
                    true,
                    page.evaluate(
                            "(() => { const area = document.getElementById('text');"
                                    + " return area.value.slice(area.selectionStart, area.selectionEnd).includes('untrainible'); })()"));
            assertTrue(page.locator(".editor pre .k").count() > 10);

            page.locator("#text").press("End");
            page.locator("#text").pressSequentially(" supportsB");
            page.locator(".suggested button").first().click();

            assertEquals(
                    true,
                    page.evaluate("document.getElementById('text').value.includes('supportsBf16 ')"
                            + " || document.getElementById('text').value.includes(' supportsBf16')"));
        }
    }

    /** An analyst's way without an editor: a form writes a rule with its fixture, and tests name the answer it changes. */
    @Test
    void anAnalystWritesARuleByTheFormAndTestsIt() {
        try (BrowserContext context = context(375, ColorScheme.DARK)) {
            Page page = page(context, "/workshop");
            page.getByLabel("Your name").fill("Bo");
            press(page, "Open my draft");
            page.getByLabel("What it does").selectOption("left-out");
            page.getByLabel("Provider or GPU").selectOption("provider:coreweave");
            page.getByLabel("For which models").selectOption("gemma2");
            page.getByLabel("What people read").fill("Its terms exclude these models.");
            press(page, "Add it");
            page.getByText("CoreWeave is left out for gemma2 models").first().waitFor();
            fits(page, "a new rule", 375);
            press(page, "Check and test");
            page.waitForURL("**/workshop/jobs/*");
            page.evaluate("window.stays = true");
            page.locator("p.verdict").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
            assertEquals(true, page.evaluate("window.stays"));

            String said = page.locator("main").textContent();
            assertTrue(said.contains("Your change alters one scenario."), said);
            assertTrue(said.contains("0018-27b-between-classes/scenario.yaml:19 fired:"), said);

            String tested = page.url();
            page.getByLabel("Why this is right").fill("CoreWeave's terms exclude these models.");
            fits(page, "scenarios to accept", 375);
            isOpenToEveryone(page);
            press(page, "Accept what is ticked");
            page.waitForURL(url -> !url.equals(tested));
            page.getByText("No faults.").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        }
    }

    @Test
    void aPriceListShowsWhatItWouldChange() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/workshop/prices");
            page.getByLabel("Or its text").fill("provider,gpu,usd_per_hour\nRunPod,L40S,0.99\nRunPod,L40X,0.99\n");
            page.locator("form button[type=submit]").click();
            page.waitForURL("**/workshop/prices/*");
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
            assertTrue(page.getByText("L40X").first().isVisible());
            shoot(page, "prices-preview-light-375");
            fits(page, "prices preview", 375);
            isOpenToEveryone(page);
        }
    }
}
