package tunewise.web.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tunewise.web.BrowserTest;

/** Somebody asks, in a real browser. */
class AskInBrowserTest extends BrowserTest {
    private static final String MODEL = "meta-llama/Llama-3.1-8B";

    @Test
    void someoneWithABudgetAsksAndReadsTheAnswer() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            Locator model = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Model"));
            model.pressSequentially("llama 3.1 8");
            page.locator("[role=listbox][data-typed='llama 3.1 8'] li").first().waitFor();
            assertEquals(1, page.evaluate("document.querySelectorAll('[role=listbox]:not([hidden])').length"));
            model.press("ArrowDown");
            model.press("Enter");
            assertEquals(MODEL, model.inputValue());
            page.getByLabel("Training data").fill("20 million");
            page.getByLabel("Budget").fill("50");
            assertTrue(page.url().contains("tokens=20+million"), page.url());

            press(page, "Recommend a set-up");
            page.waitForURL("**/recommendations/**");

            assertTrue(
                    page.locator("h1").textContent().startsWith("Rent "),
                    page.locator("h1").textContent());
            page.locator("#why-not-title").click();
            page.getByLabel("Find a GPU, method, provider or figure").fill("l40s");
            Locator shown = page.locator("#excluded li:visible");
            assertTrue(shown.count() > 0);
            assertTrue(
                    shown.allTextContents().stream().allMatch(text -> text.contains("L40S")),
                    () -> shown.allTextContents().toString());
        }
    }

    /** What somebody says in a sentence stands in the form, to be changed before it is asked. */
    @Test
    void aSentenceFillsTheFormAndWhatItDoesNotSayIsNamed() {
        for (int width : List.of(1440, 390)) {
            try (BrowserContext context = context(width, ColorScheme.LIGHT)) {
                Page page = page(context, "/");
                page.getByLabel("Say it in a sentence")
                        .fill(
                                "Llama 8B, 5,000 chats of about 400 tokens, 50 dollars, by tomorrow, with a purple unicorn");
                press(page, "Fill in the form");
                page.locator(".understood").waitFor();

                assertEquals("Llama 3.1 8B", page.locator("#f-model").inputValue());
                assertEquals("5,000 x 400", page.locator("#f-tokens").inputValue());
                assertEquals("50", page.locator("#f-budgetUsd").inputValue());
                assertEquals("24", page.locator("#f-deadlineHours").inputValue());
                assertEquals("purple unicorn", page.locator(".unread q").textContent());
                shoot(page, "sentence-" + width);
                fits(page, "sentence", width);
                isOpenToEveryone(page);
                page.locator("#f-budgetUsd").fill("40");
                page.waitForURL(url -> url.contains("tokens=5%2C000+x+400") && url.contains("budgetUsd=40"));
                press(page, "Recommend a set-up");
                page.waitForURL("**/recommendations/**");
                assertTrue(page.locator("h1").textContent().startsWith("Rent "));
            }
        }
    }

    @Test
    void whoHasGpusSaysSoInTwoPresses() {
        try (BrowserContext context = context(390, ColorScheme.LIGHT)) {
            Page page = page(context, "/?model=Llama+3.1+8B&tokens=2M");
            assertTrue(page.locator("#f-model").boundingBox().y < 844, "the model is on the first screen");
            assertFalse(page.locator("#f-ownGpus").isVisible());
            page.locator("label:has(#machines-own)").click();
            press(page, "Recommend a set-up");
            page.locator(".summary").waitFor();
            page.locator("#f-ownGpus").fill("2x RTX 3090");
            press(page, "Recommend a set-up");
            page.waitForURL("**/recommendations/**");

            assertTrue(
                    page.locator("h1").textContent().contains("of yours"),
                    page.locator("h1").textContent());
            complaints.removeIf(complaint -> complaint.contains("422"));
        }
    }

    @Test
    void aLinkIsTheQuestion() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            page.getByLabel("Training data").fill("7M");
            page.getByText("More about the data").click();
            page.getByText("L40S", new Page.GetByTextOptions().setExact(false))
                    .first()
                    .click();

            Page other = page(context, page.url().substring(page.url().indexOf('/', 8)));

            assertEquals("7M", other.getByLabel("Training data").inputValue());
            assertTrue(other.locator("input[name=gpus][value=l40s]").isChecked());
            assertTrue(other.locator("details.more").getAttribute("open") != null);
        }
    }

    @Test
    void faultsAreShownAndTheFirstIsOneKeyAway() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            page.getByLabel("Budget").fill("nothing");
            press(page, "Recommend a set-up");
            Locator summary = page.locator(".summary");
            summary.waitFor();

            assertEquals(true, page.evaluate("document.activeElement.classList.contains('summary')"));
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertEquals("f-model", page.evaluate("document.activeElement.id || location.hash.slice(1)"));
            assertTrue(page.locator("#f-budgetUsd-fault").isVisible());
            assertEquals("nothing", page.getByLabel("Budget").inputValue());
            complaints.removeIf(complaint -> complaint.contains("422"));
        }
    }

    @Test
    void withoutScriptsOneAsksAndReadsAllTheSame() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(375, 800))) {
            Page page = page(context, "/");
            page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true))
                    .fill("Llama 3.1 8B");
            page.getByLabel("Training data").fill("20M");
            page.getByLabel("Training data").press("Enter");

            assertTrue(page.locator("h1").textContent().startsWith("Rent "));
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Excluded"))
                    .click();
            page.locator("#excluded summary").first().press("Enter");
            assertTrue(page.locator("#excluded li").first().isVisible());
            assertFalse(page.locator("#filter").isVisible());
        }
    }

    @Test
    void aFirstVisitTakesLessThanAHundredKilobytes() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            List<Response> responses = new ArrayList<>();
            page.onResponse(responses::add);
            page.navigate(service.address("/"));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            long bytes = List.copyOf(responses).stream()
                    .mapToLong(response -> response.request().sizes().responseBodySize)
                    .sum();

            assertTrue(bytes > 10_000 && bytes < 100_000, bytes + " bytes");
        }
    }

    @Test
    void aFileOfTrainingDataIsCountedInTheBrowserAndNeverSent() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            List<String> sent = new ArrayList<>();
            page.onRequest(request -> {
                String body = request.postData() == null ? "" : request.postData();
                boolean fields = request.url().endsWith("/faults") && !body.contains("yyy");
                if (!fields) {
                    sent.add(request.method() + " " + request.url());
                }
            });
            String sample = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(400) + "\"},"
                    + "{\"role\":\"assistant\",\"content\":\"" + "y".repeat(1600) + "\"}]}\n";
            page.locator("#count")
                    .setInputFiles(new FilePayload(
                            "chats.jsonl",
                            "application/jsonl",
                            (sample.repeat(20) + "no JSON\n").getBytes(StandardCharsets.UTF_8)));
            page.locator("#use-length").click();

            assertTrue(
                    page.locator("#counted").textContent().startsWith("20 samples, about 10,000 tokens."),
                    page.locator("#counted").textContent());
            assertEquals("10 000", page.locator("#f-tokens").inputValue());
            assertEquals("512", page.locator("#f-sequenceLength").inputValue());
            sent.removeIf(request -> request.startsWith("GET ") && request.contains("/assets/"));
            assertEquals(List.of(), sent);
        }
    }

    @Test
    void aFaultIsShownBesideItsFieldAsOneTypesAndGoesWhenItIsMended() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            page.locator("#f-tokens").fill("many");
            page.locator("#f-tokens-fault").waitFor();
            assertTrue(page.locator("#f-tokens-fault").textContent().contains("'many'"));
            assertEquals("true", page.locator("#f-tokens").getAttribute("aria-invalid"));
            assertEquals(0, page.locator("#f-model-fault").count(), "nobody touched the model yet");
            isOpenToEveryone(page);

            page.locator("#f-tokens").fill("5M");
            page.locator("#f-tokens-fault")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.locator("#f-model").fill("Lama 3.1 8B");
            page.locator("#f-tokens").focus();
            page.locator("#f-model-fault").waitFor();

            page.getByText("By config.json").click();
            page.locator("#config-file")
                    .setInputFiles(new FilePayload(
                            "config.json",
                            "application/json",
                            "{\"model_type\": \"lama\"}".getBytes(StandardCharsets.UTF_8)));
            page.locator("#f-model-config-fault").waitFor();
            assertTrue(page.locator("#f-model-config-fault").textContent().contains("Maybe you mean 'llama'."));
        }
    }

    @Test
    void whoKnowsOnlyLlama8BFiveThousandChatsAndFiftyDollarsGetsASetUp() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            page.locator("#f-model").pressSequentially("Llama 8B");
            page.locator("#f-model-list[data-typed='Llama 8B'] li").first().click();
            page.locator("#f-tokens").fill("5,000 chats");
            page.locator("#f-tokens-fault").waitFor();
            assertTrue(
                    page.locator("#f-tokens-fault")
                            .textContent()
                            .endsWith("does not say how long they are. Maybe '5000 x 400', for 400 tokens each."),
                    page.locator("#f-tokens-fault").textContent());
            page.locator("#f-tokens").fill("5,000 x 400");
            page.locator("#f-budgetUsd").fill("50");
            press(page, "Recommend a set-up");
            page.locator(".hero").waitFor();

            assertTrue(page.url().contains("/recommendations/"), page.url());
            assertTrue(
                    page.locator("main").textContent().contains("2 million tokens"),
                    page.locator("main").textContent());
        }
    }

    @Test
    void aReaderOfAnotherLanguageTypesFiguresAsAtHome() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(375, 900).setLocale("de-DE"))) {
            Page page = page(context, "/");
            page.locator("#f-model").pressSequentially("Llama 3.1 8");
            Locator first =
                    page.locator("[role=listbox][data-typed='Llama 3.1 8'] li").first();
            first.waitFor();
            assertTrue(first.textContent().startsWith("Llama 3.1 8B8.03 billion"), first.textContent());
            first.click();
            page.locator("#f-tokens").fill("5.000 x 400");
            page.locator("#f-tokens-fault").waitFor();
            assertEquals(
                    "'5.000 x 400' can be read in two ways: '5.000' is 5 to some and 5000 to others. Maybe you mean '5000'.",
                    page.locator("#f-tokens-fault").textContent().strip());
            page.locator("#f-tokens").fill("5000 x 400");
            page.locator("#f-budgetUsd").fill("50,00");
            press(page, "Recommend a set-up");
            page.waitForURL("**/recommendations/**");

            String said = page.locator("h1").textContent();
            assertTrue(
                    said.matches(
                            ".*about \\S+ (minutes|hours) and \\$0\\.\\d\\d for the whole job, at the price of \\d+ March 2026\\."),
                    said);
            assertTrue(page.locator(".asked").textContent().contains("$50.00"));
            shoot(page, "answer-375-de");
        }
    }

    @Test
    void whatWasTypedOutlivesAServiceThatIsAway() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext context = context(375, scheme)) {
                Page page = page(context, "/");
                page.locator("#f-model").fill("Llama 3.1 8B");
                page.locator("#f-tokens").fill("3M");
                goOffline(page);
                Locator button =
                        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Recommend a set-up"));
                button.click();
                page.locator(".away").waitFor();
                shoot(page, "away-375-" + scheme.name().toLowerCase(Locale.ROOT));
                fits(page, "away", 375);
                isOpenToEveryone(page);

                context.setOffline(false);
                button.click();
                page.waitForURL("**/recommendations/**");
            }
        }
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void theFormWithFaultsIsOpenToEveryone() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext context = context(375, scheme)) {
                Page page = page(context, "/?epochs=none&maxGpus=0");
                press(page, "Recommend a set-up");
                page.locator(".summary").waitFor();
                shoot(page, "faults-375-" + scheme.name().toLowerCase(Locale.ROOT));
                fits(page, "faults", 375);
                isOpenToEveryone(page);
            }
        }
        complaints.removeIf(complaint -> complaint.contains("422"));
    }
}
