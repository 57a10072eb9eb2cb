package tunewise.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.service.AdviceService;
import tunewise.web.WebServer;
import tunewise.web.WebSettings;

/** When a person sees something, when all of it, and how long input waits, in Chromium on the loopback; medians. */
public final class PageBenchmark {
    private static final int TIMES = 9;
    private static final String QUESTION = "{\"model\": \"Llama 3.1 8B\", \"tokens\": 20000000, \"budgetUsd\": 50}";

    private PageBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("tunewise-pages");
        try (Ledger ledger = Ledger.open(data);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            AdviceService service = new AdviceService(
                    ShippedRules.ADVISOR,
                    ledger,
                    Clock.systemUTC(),
                    () -> UUID.randomUUID().toString(),
                    "benchmark");
            Recommendation answer = service.advise(QUESTION, "api");
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-quic")));
            try (WebServer server = WebServer.start(service, WebSettings.loopback(0))) {
                for (String path : List.of("/", "/recommendations/" + answer.id(), "/estimates", "/rules", "/ledger")) {
                    measure(browser, server.address() + path.substring(1), path.replace(answer.id(), "ID"));
                }
                typing(browser, server.address());
                whatIf(browser, server.address() + "recommendations/" + answer.id());
            }
            browser.close();
        }
    }

    private record Seen(double first, double largest, double shift, double bytes) {}

    private static void measure(Browser browser, String address, String name) {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            try (BrowserContext cold = browser.newContext()) {
                Page page = cold.newPage();
                page.addInitScript(
                        """
                        window.largest = 0; window.shift = 0;
                        new PerformanceObserver(l => l.getEntries().forEach(e => window.largest = e.startTime))
                          .observe({type: 'largest-contentful-paint', buffered: true});
                        new PerformanceObserver(l => l.getEntries().forEach(e => window.shift += e.value))
                          .observe({type: 'layout-shift', buffered: true});""");
                page.navigate(address);
                page.waitForTimeout(300);
                all.add(new Seen(
                        number(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime"),
                        number(page, "window.largest"),
                        number(page, "window.shift"),
                        number(
                                page,
                                "performance.getEntriesByType('navigation').concat("
                                        + "performance.getEntriesByType('resource'))"
                                        + ".reduce((sum, e) => sum + e.transferSize, 0)")));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-24s first paint %4.0f ms, largest %4.0f ms, layout shift %.3f, %4.0f KB%n",
                name,
                median(all, Seen::first),
                median(all, Seen::largest),
                median(all, Seen::shift),
                median(all, Seen::bytes) / 1000);
    }

    /** From a key to the next paint, the slowest key of filling the form with its list of models and its faults. */
    private static void typing(Browser browser, String address) {
        List<Double> slowest = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            try (BrowserContext cold = browser.newContext()) {
                Page page = cold.newPage();
                page.addInitScript(
                        """
                        window.slowest = 0;
                        new PerformanceObserver(l => l.getEntries().forEach(
                            e => window.slowest = Math.max(window.slowest, e.duration)))
                          .observe({type: 'event', durationThreshold: 16, buffered: true});""");
                page.navigate(address);
                page.locator("#f-model")
                        .pressSequentially("llama 3.1 8b", new Locator.PressSequentiallyOptions().setDelay(60));
                page.locator("#f-tokens")
                        .pressSequentially("20 million", new Locator.PressSequentiallyOptions().setDelay(60));
                page.waitForTimeout(300);
                slowest.add(number(page, "window.slowest"));
            }
        }
        System.out.printf(Locale.ROOT, "typing in the form       slowest key %.0f ms to its paint%n", median(slowest));
    }

    /** From a changed limit beside an answer to the new answer on the screen; 25 ms of it wait for a further key. */
    private static void whatIf(Browser browser, String address) {
        List<Double> waited = new ArrayList<>();
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(address);
            page.locator("#what-if-title").click();
            for (int i = 0; i < 3 * TIMES; i++) {
                waited.add(((Number) page.evaluate(
                                """
                                budget => new Promise(done => {
                                  const field = document.querySelector('form.what-if [name=budgetUsd]');
                                  const begin = performance.now();
                                  new MutationObserver((all, each) => {
                                    each.disconnect();
                                    requestAnimationFrame(() => requestAnimationFrame(
                                        () => done(performance.now() - begin)));
                                  }).observe(document.getElementById('what-if-result'), {childList: true});
                                  field.value = budget;
                                  field.dispatchEvent(new Event('input', {bubbles: true}));
                                })""",
                                Integer.toString(20 + i)))
                        .doubleValue());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "a changed limit          %.0f ms to the new answer, at most %.0f ms%n",
                median(waited),
                Collections.max(waited));
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static double median(List<Seen> all, ToDoubleFunction<Seen> figure) {
        return median(all.stream().mapToDouble(figure).boxed().toList());
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
