package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tunewise.workshop.Drafts;
import tunewise.workshop.FewOffers;

/**
 * A service with something of everything, and a Chromium before it: one for all tests of a process, since both take
 * seconds to start. It ends with the process, since who runs the tests may run each class by itself.
 */
final class ServiceInBrowser implements AutoCloseable {
    static final Path CHROMIUM = Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));

    private final Path folder;
    private final RunningService service;
    private final Playwright playwright;
    private final Browser browser;

    /** The one for all tests. */
    static ServiceInBrowser shared() {
        return Shared.INSTANCE;
    }

    private ServiceInBrowser() {
        try {
            folder = Files.createTempDirectory("tunewise-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service = new RunningService(folder, new FewOffers());
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
        furnish();
    }

    RunningService service() {
        return service;
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        service.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers of every outcome, one of them reviewed and run, and a draft. */
    private void furnish() {
        service.submit("model=Llama+2+70B&tokens=10M&budgetUsd=0.5&knowledge=guide");
        service.submit("model=Llama+3.1+8B&tokens=10M&workload.inferenceCalls=200&knowledge=guide");
        service.submit("model=Llama+2+70B&tokens=20M&knowledge=guide");
        service.submit("model=Llama+3.1+8B&tokens=20M&budgetUsd=50&knowledge=evidence");
        service.post(
                "/recommendations/answer-3/reviews",
                "application/x-www-form-urlencoded",
                "verdict=questioned&name=Ada&comment=Two+cards+would+be+idle+half+of+the+time.");
        service.post(
                "/api/recommendations/answer-3/reports",
                "application/json",
                "{\"peakGib\": 61.5, \"tokensPerSecond\": 250, \"hours\": 21, \"name\": \"Ada\"}");
        service.advice().ledger().proof().checkpoint();
        beginADraft();
    }

    private static final class Shared {
        static final ServiceInBrowser INSTANCE = new ServiceInBrowser();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }

    /** A draft that first moves a threshold, whose impact is shown, and then has a fault. */
    private void beginADraft() {
        Drafts drafts = service.workshop().drafts();
        drafts.open("Ada");
        change(drafts, "rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,", "lora-7b,lora,7b,18,");
        service.post("/workshop/drafts/ada/impact", "application/x-www-form-urlencoded", "");
        untilItsImpactIsKnown();
        change(drafts, "rules/eligibility/memory.drl", "gpu.untrainable, $why", "gpu.untrainible, $why");
        change(
                drafts,
                "rules/catalog/offers.csv",
                "runpod-rtx-4090-reserved,runpod,rtx-4090",
                "runpod-rtx-4090-reserved,runpod,rtx-490");
    }

    private void untilItsImpactIsKnown() {
        try {
            while (service.workshop().jobs().find("1").orElseThrow().outcome().isEmpty()) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void change(Drafts drafts, String path, String text, String instead) {
        String before = RunningService.WORKSPACE.files().getOrDefault(path, "");
        assertTrue(before.contains(text), path);
        drafts.write("ada", path, before.replace(text, instead), before);
    }
}
