package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.workshop.Drafts;

/** The pages in a real browser, which shows what no parser does: overflow, contrast, focus, refused scripts. */
class BrowserTest {
    private static final Path CHROMIUM =
            Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
    private static final boolean PICTURES = Boolean.getBoolean("tunewise.screenshots");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String AXE =
            """
            async () => (await axe.run({resultTypes: ["violations"]})).violations.map(v =>
                v.id + ": " + v.help + " at " + v.nodes.map(n => n.target.join(" ")).join(", "))""";
    private static final List<Integer> WIDTHS = List.of(375, 768, 1440);
    private static final String MODEL = "meta-llama/Llama-3.1-8B";

    private static final Locator.WaitForOptions GONE =
            new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    private static House house;
    private static Playwright playwright;
    private static Browser browser;
    private static String axe;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                "there is no Chromium at " + CHROMIUM
                        + "; install it (apt-get install chromium) or name it in the variable CHROMIUM");
        house = new House(folder);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-quic",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        try (InputStream script = Objects.requireNonNull(BrowserTest.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        house.submit("model=Llama+2+70B&tokens=10M&budgetUsd=0.5&knowledge=guide");
        house.submit("model=Llama+3.1+8B&tokens=10M&workload.inferenceCalls=200&knowledge=guide");
        house.submit("model=Llama+2+70B&tokens=20M&knowledge=guide");
        house.submit("model=Llama+3.1+8B&tokens=20M&budgetUsd=50&knowledge=evidence");
        house.post(
                "/recommendations/answer-3/reviews",
                "application/x-www-form-urlencoded",
                "verdict=questioned&name=Ada&comment=Two+cards+would+be+idle+half+of+the+time.");
        house.post(
                "/api/recommendations/answer-3/reports",
                "application/json",
                "{\"peakGib\": 61.5, \"tokensPerSecond\": 250, \"hours\": 21, \"name\": \"Ada\"}");
        house.desk().ledger().checkpoint();
        beginADraft();
    }

    /** A draft that first moves a threshold, whose impact is shown, and then has a fault. */
    private static void beginADraft() {
        Drafts drafts = house.workshop().drafts();
        drafts.open("Ada");
        change(drafts, "rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,", "lora-7b,lora,7b,18,");
        house.post("/workshop/drafts/ada/impact", "application/x-www-form-urlencoded", "");
        while (house.workshop().jobs().find("1").orElseThrow().outcome().isEmpty()) {
            Thread.onSpinWait();
        }
        change(drafts, "rules/eligibility/memory.drl", "gpu.supportsBf16 == false", "gpu.suportsBf16 == false");
        change(
                drafts,
                "rules/catalog/offers.csv",
                "runpod-rtx-4090-reserved,runpod,rtx-4090",
                "runpod-rtx-4090-reserved,runpod,rtx-490");
    }

    private static void change(Drafts drafts, String path, String text, String instead) {
        String before = House.WORKPIECE.files().getOrDefault(path, "");
        assertTrue(before.contains(text), path);
        drafts.write("ada", path, before.replace(text, instead), before);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            playwright.close();
            house.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertEquals(List.of(), complaints);
    }

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
            page.getByLabel("Find a GPU, method, provider or figure").fill("l40s");
            Locator shown = page.locator("#excluded li:visible");
            assertTrue(shown.count() > 0);
            assertTrue(
                    shown.allTextContents().stream().allMatch(text -> text.contains("L40S")),
                    () -> shown.allTextContents().toString());
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
            page.locator("#excluded summary").first().press("Enter");
            assertTrue(page.locator("#excluded li").first().isVisible());
            assertFalse(page.locator("#filter").isVisible());
        }
    }

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
                                    + " return area.value.slice(area.selectionStart, area.selectionEnd).includes('suportsBf16'); })()"));
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

    @Test
    void aComputedChangeIsOnePressAway() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-1");
            page.locator(".follow button").first().click();
            page.waitForURL(url -> !url.endsWith("/answer-1"));

            assertTrue(page.locator("h1").textContent().startsWith("Rent "));
        }
    }

    @Test
    void aFirstVisitTakesLessThanThreeHundredKilobytes() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            List<Response> responses = new ArrayList<>();
            page.onResponse(responses::add);
            page.navigate(house.address("/"));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            long bytes = List.copyOf(responses).stream()
                    .mapToLong(response -> response.body().length)
                    .sum();

            assertTrue(bytes > 10_000 && bytes < 300_000, bytes + " bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ask, /",
        "ask-more, /?model=Llama+3.1+8B&tokens=2M&gpus=l40s",
        "recommended, /recommendations/answer-3",
        "measured, /recommendations/answer-4",
        "not-feasible, /recommendations/answer-1",
        "not-advised, /recommendations/answer-2",
        "estimate, /estimates",
        "estimated, /estimates?model=Llama+2+7B&method=qlora&gpu=rtx-4090&microBatch=4",
        "what-if, /what-if?from=answer-4&model=Llama+3.1+8B&tokens=40M&priority=speed",
        "answers, /recommendations",
        "answers-filtered, /recommendations?provider=runpod&sort=cheapest",
        "reviewed, /recommendations/answer-3?reviewed",
        "replay, /recommendations/answer-3/replay",
        "compare, /recommendations/compare?id=answer-3&id=answer-4&id=answer-1&id=answer-2",
        "compare-models, /compare?model=Llama+3.1+8B&tokens=2M&other=Qwen2.5+7B",
        "ledger, /ledger",
        "rules, /rules",
        "rule, /rules/ELI-060",
        "workshop, /workshop",
        "workshop-history, /workshop/history",
        "workshop-draft, /workshop/drafts/ada",
        "workshop-file, /workshop/drafts/ada/files/rules/eligibility/memory.drl",
        "workshop-words, /workshop/words",
        "components, /components",
        "workshop-learning, /workshop/learning",
        "workshop-rows, /workshop/drafts/ada/files/rules/catalog/offers.csv",
        "workshop-impact, /workshop/jobs/1",
        "export, /recommendations/answer-4/export/trl",
        "printed, /recommendations/printed",
        "reality, /ledger/reality",
        "prices, /workshop/prices",
        "not-found, /nothing",
    })
    void everyPageFitsEveryScreenAndIsOpenToEveryone(String name, String path) {
        try (BrowserContext context = context(WIDTHS.get(0), ColorScheme.LIGHT)) {
            Page page = page(context, path);
            for (int width : WIDTHS) {
                page.setViewportSize(width, 900);
                fits(page, name, width);
                shoot(page, name + "-light-" + width);
            }
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            for (int width : PICTURES ? WIDTHS : List.<Integer>of()) {
                page.setViewportSize(width, 900);
                shoot(page, name + "-dark-" + width);
            }
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
            page.evaluate(axe);
            // Nothing but colours depends on the scheme, and colours do not on the width: one look at each is enough.
            assertEquals(List.of(), page.evaluate(AXE), name + " dark");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            for (int width : WIDTHS) {
                page.setViewportSize(width, 900);
                fits(page, name + " unfolded", width);
                if (width == WIDTHS.get(0)) {
                    assertEquals(List.of(), page.evaluate(AXE), name + " light " + width);
                }
            }
        }
        complaints.removeIf(complaint -> name.equals("not-found") && complaint.contains("404"));
    }

    @Test
    void aFileOfTrainingDataIsCountedInTheBrowserAndNeverSent() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            List<String> sent = new ArrayList<>();
            page.onRequest(request -> sent.add(request.method() + " " + request.url()));
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
    void aFaultIsToldBesideItsFieldAsOneTypesAndGoesWhenItIsMended() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/");
            page.locator("#f-tokens").fill("many");
            page.locator("#f-tokens-fault").waitFor();
            assertTrue(page.locator("#f-tokens-fault").textContent().contains("'many'"));
            assertEquals("true", page.locator("#f-tokens").getAttribute("aria-invalid"));
            assertEquals(0, page.locator("#f-model-fault").count(), "nobody touched the model yet");
            page.evaluate(axe);
            assertEquals(List.of(), page.evaluate(AXE));

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
            assertTrue(page.locator("#f-model-config-fault").textContent().contains("Maybe 'llama' is meant."));
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
                            .endsWith("does not say how long they are. Maybe '5,000 x 400', for 400 tokens each."),
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
    void aChangedLimitIsAnsweredBesideTheAnswerWithoutLeavingIt() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-4");
            page.getByText("Change anything and see what becomes of the answer").click();
            page.locator("form.what-if").getByText("Shortest time").click();
            page.locator("#what-if-result .instead").waitFor();

            assertTrue(page.url().endsWith("/recommendations/answer-4"), page.url());
            assertTrue(page.locator("#what-if-result tr.moved").count() > 0);
            page.evaluate(axe);
            assertEquals(List.of(), page.evaluate(AXE));

            page.locator("#what-if-result svg.chart a").first().dispatchEvent("click");
            page.waitForURL("**#what-if-set-up-*");
            assertTrue(page.locator("#what-if-result tbody tr:target").isVisible());
            page.locator("form.what-if [name=budgetUsd]").fill("much");
            page.locator("#what-if-result .summary").waitFor();
            context.setOffline(true);
            page.locator("form.what-if [name=budgetUsd]").fill("60");
            page.locator("form.what-if .away").waitFor();
            context.setOffline(false);
            page.locator("form.what-if [name=budgetUsd]").fill("600");
            page.locator("#what-if-result .instead").waitFor();
            assertEquals(0, page.locator("form.what-if .away").count());
            complaints.removeIf(each ->
                    each.contains("ERR_INTERNET_DISCONNECTED") || each.contains("422") || each.contains("htmx:"));
        }
    }

    /** Fingers are wider than the marks of a chart. */
    @Test
    void aSetUpNearThePointerIsToldAndLeadsToItsPlan() {
        try (BrowserContext context = context(375, ColorScheme.LIGHT)) {
            Page page = page(context, "/recommendations/answer-4");
            page.locator("[data-by-gpu]").selectOption("L40S");
            Locator shown = page.locator("svg.chart a:not(.other)");
            assertTrue(shown.count() > 0
                    && shown.count() < page.locator("svg.chart a").count());
            shown.first().scrollIntoViewIfNeeded();
            BoundingBox mark = shown.first().boundingBox();
            page.mouse().move(mark.x + mark.width / 2 + 12, mark.y + mark.height / 2);
            String told = page.locator(".pointed").textContent();
            assertTrue(told.contains("L40S at ") && told.contains("$"), told);
            shoot(page, "chart-375");

            page.mouse().click(mark.x + mark.width / 2 + 12, mark.y + mark.height / 2);
            Locator row = page.locator(".all-set-ups tr:target");
            assertTrue(row.textContent().contains("L40S"), row.textContent());
            assertEquals(
                    shown.count(), page.locator(".all-set-ups tbody tr:visible").count());
            row.locator("button").click();
            page.waitForURL("**/what-if?**");
            assertTrue(page.locator(".instead").textContent().contains("L40S"));
            assertTrue(page.locator("#what-if-memory").isVisible());
            shoot(page, "plan-375");
            fits(page, "plan", 375);
            page.evaluate(axe);
            assertEquals(List.of(), page.evaluate(AXE));
        }
    }

    @Test
    void aReaderOfAnotherLanguageHasFiguresAsAtHome() {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(375, 900).setLocale("de-DE"))) {
            Page page = page(context, "/");
            page.locator("#f-model").pressSequentially("Llama 3.1 8");
            Locator first =
                    page.locator("[role=listbox][data-typed='Llama 3.1 8'] li").first();
            first.waitFor();
            assertTrue(first.textContent().startsWith("Llama 3.1 8B8,03 billion"), first.textContent());
            first.click();
            page.locator("#f-tokens").fill("5.000 x 400");
            page.locator("#f-tokens-fault").waitFor();
            assertEquals(
                    "'5.000 x 400' can be read in two ways: '5.000' is 5 to some and 5000 to others. Maybe 5000 is meant.",
                    page.locator("#f-tokens-fault").textContent().strip());
            page.locator("#f-tokens").fill("5000 x 400");
            page.locator("#f-budgetUsd").fill("50,00");
            press(page, "Recommend a set-up");
            page.waitForURL("**/recommendations/**");

            String said = page.locator("h1").textContent();
            assertTrue(said.matches(".*about \\S+ (minutes|hours) and \\$0,\\d\\d\\."), said);
            assertTrue(page.locator(".asked").textContent().contains("$50,00"));
            shoot(page, "answer-375-de");
        }
    }

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
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Make it again by its own release"))
                    .click();
            page.getByText("The same answer, byte for byte.").waitFor();
            page.locator(".hero a").click();

            page.getByText("Review this answer").click();
            page.locator("input[name=verdict][value=approved]").check();
            page.getByLabel("Comment").fill("Looked at on " + width + " pixels.");
            page.locator("#f-name").fill("Grace");
            press(page, "Record the review");
            page.getByText("Looked at on " + width + " pixels.").waitFor();
            page.getByText("Does the chain hold?").click();
            page.waitForURL("**/ledger#chain");
            assertTrue(page.locator("#chain").isVisible());
        }
    }

    /** An analyst's way without an editor: a form writes a rule with its fixture, and tests name the answer it changes. */
    @Test
    void anAnalystWritesARuleByTheFormAndTestsIt() {
        try (BrowserContext context = context(375, ColorScheme.DARK)) {
            Page page = page(context, "/workshop");
            page.getByLabel("Your name").fill("Bo");
            press(page, "Open my draft");
            page.getByLabel("Whom or what").selectOption("provider:coreweave");
            page.getByLabel("For which models").selectOption("gemma2");
            page.getByLabel("What the person is told").fill("Its terms exclude these models.");
            press(page, "Write it");
            page.getByText("No faults as saved.").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
            fits(page, "a new rule", 375);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Draft of Bo"))
                    .click();
            press(page, "Check and test");
            page.waitForURL("**/workshop/jobs/*");
            page.evaluate("window.stays = true");
            page.locator("p.verdict").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
            assertEquals(true, page.evaluate("window.stays"));

            String said = page.locator("main").textContent();
            assertTrue(said.contains("One thing is wrong."), said);
            assertTrue(said.contains("0018-27b-between-classes/scenario.yaml:19 fired:"), said);
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
            page.evaluate(axe);
            assertEquals(List.of(), page.evaluate(AXE));
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void whatWasTypedOutlivesAServiceThatIsAway() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext context = context(375, scheme)) {
                Page page = page(context, "/");
                page.locator("#f-model").fill("Llama 3.1 8B");
                page.locator("#f-tokens").fill("3M");
                context.setOffline(true);
                Locator button =
                        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Recommend a set-up"));
                button.click();
                page.locator(".away").waitFor();
                shoot(page, "away-375-" + scheme.name().toLowerCase(Locale.ROOT));
                fits(page, "away", 375);
                page.evaluate(axe);
                assertEquals(List.of(), page.evaluate(AXE));

                context.setOffline(false);
                button.click();
                page.waitForURL("**/recommendations/**");
            }
        }
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    /** What was decided, why, and where it is recorded; without forms, folded details and what can be looked up. */
    @Test
    void anAnswerIsOnePageOnPaper() {
        try (BrowserContext context = context(1440, ColorScheme.LIGHT)) {
            for (String answer : List.of("answer-1", "answer-4")) {
                Page page = page(context, "/recommendations/" + answer);
                String paper = new String(
                        page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)), StandardCharsets.ISO_8859_1);

                assertEquals(
                        1,
                        paper.lines()
                                .filter(line -> line.endsWith("/Type /Page"))
                                .count(),
                        answer);
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertTrue(page.locator("#record").isVisible(), answer);
                assertEquals(
                        0,
                        page.locator("main input:visible, .record button:visible")
                                .count(),
                        answer);
            }
        }
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
                page.evaluate(axe);
                assertEquals(List.of(), page.evaluate(AXE));
            }
        }
        complaints.removeIf(complaint -> complaint.contains("422"));
    }

    /** Takes a picture for people to look at, if they ask for it by {@code -Dtunewise.screenshots=true}. */
    private static void shoot(Page page, String name) {
        if (PICTURES) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        }
    }

    private static void fits(Page page, String where, int width) {
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

    private static BrowserContext context(int width, ColorScheme scheme) {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    }

    /** A page whose console is watched: refused scripts and styles are told there. */
    private Page page(BrowserContext context, String path) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(path + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(path + ": " + error));
        page.navigate(house.address(path));
        return page;
    }
}
