package tunewise.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
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
import tunewise.audit.Desk;
import tunewise.audit.Ledger;
import tunewise.fixtures.House;
import tunewise.web.WebServer;
import tunewise.web.WebSettings;

/** When a person sees something, and when all of it, in Chromium on the loopback with a cold cache; medians. */
public final class PageBenchmark {
    private static final int TIMES = 9;
    private static final String QUESTION = "{\"model\": \"Llama 3.1 8B\", \"tokens\": 20000000, \"budgetUsd\": 50}";

    private PageBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("tunewise-pages");
        try (Ledger ledger = Ledger.open(data);
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Desk desk = new Desk(
                    House.ADVISOR,
                    ledger,
                    Clock.systemUTC(),
                    () -> UUID.randomUUID().toString(),
                    "benchmark");
            Recommendation answer = desk.advise(QUESTION, "api");
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-quic")));
            try (WebServer server = WebServer.start(desk, WebSettings.loopback(0))) {
                for (String path : List.of("/", "/recommendations/" + answer.id(), "/estimates", "/rules", "/ledger")) {
                    measure(browser, server.address() + path.substring(1), path.replace(answer.id(), "ID"));
                }
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

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static double median(List<Seen> all, ToDoubleFunction<Seen> figure) {
        List<Double> sorted =
                new ArrayList<>(all.stream().mapToDouble(figure).boxed().toList());
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
