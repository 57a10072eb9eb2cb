package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of all prices: what stands in a row, and what filters leave. */
class PricesTest {
    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyOfferSaysWhoseWhatAndHowOldItIs() {
        Document page = service.page("/prices?gpu=rtx-4090");
        String row = page.select("section[aria-labelledby=offers] tbody tr").stream()
                .map(each -> each.text())
                .filter(text -> text.startsWith("RTX 4090 RunPod community cloud"))
                .findFirst()
                .orElseThrow();

        assertTrue(row.contains("$0.34"), row);
        assertTrue(row.contains("2026-03-31, 238 days ago stale"), row);
        assertEquals(
                "https://www.runpod.io/pricing",
                page.select("section[aria-labelledby=offers] a[href*=runpod]").attr("href"));
    }

    @Test
    void aFilterLeavesItsOwn() {
        Document page = service.page("/prices?provider=lambda&commitment=on-demand");
        List<String> providers = page.select("section[aria-labelledby=offers] td[data-label=Provider]")
                .eachText();

        assertEquals(5, providers.size());
        assertTrue(providers.stream().allMatch("Lambda"::equals), providers.toString());
        assertEquals("lambda", page.select("#f-provider option[selected]").val());
        assertEquals(
                5, page.select("section[aria-labelledby=cheapest] tbody tr").size());
    }

    @Test
    void aFilterThatNothingPassesSaysSo() {
        assertTrue(service.page("/prices?gpu=nothing").text().contains("0 offers"));
    }
}
