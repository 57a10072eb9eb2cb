package tunewise.web.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.web.BrowserTest;

/** Somebody reviews answers, in a real browser. */
class LedgerInBrowserTest extends BrowserTest {
    private static final Locator.WaitForOptions GONE =
            new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

    /** An auditor's way: find an answer, make it again, review it, and look where it stands in the chain. */
    @ParameterizedTest
    @CsvSource({"375, LIGHT", "768, DARK", "1440, LIGHT"})
    void anAuditorFindsAnAnswerMakesItAgainAndReviewsIt(int width, ColorScheme scheme) {
        try (BrowserContext context = context(width, scheme)) {
            Page page = page(context, "/recommendations");
            page.getByLabel("Outcome").selectOption("not_advised");
            page.locator("#found tr:has-text('Llama 2 70B')").first().waitFor(GONE);
            assertTrue(page.url().contains("outcome=not_advised"), page.url());
            assertTrue(page.locator("#found-count").textContent().contains("answer"));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Llama 3.1 8B"))
                    .first()
                    .click();
            page.locator("#record-title").click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Replay with its own release"))
                    .click();
            page.getByText("The same answer, byte for byte.").waitFor();
            page.locator(".hero a").click();

            page.locator("#record-title").click();
            page.getByText("Review this answer").click();
            page.locator("input[name=verdict][value=approved]").check();
            page.getByLabel("Comment").fill("Looked at on " + width + " pixels.");
            page.locator("#f-name").fill("Grace");
            press(page, "Record the review");
            page.getByText("Looked at on " + width + " pixels.").waitFor();
            page.getByText("Verify the chain").click();
            page.waitForURL("**/ledger/verify");
        }
    }
}
