package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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
        Document page = service.page("/prices?gpu=rtx-4090&provider=runpod");
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
    void offersAreCountedByProviderGpuTierAndDay() {
        Document page = service.page("/prices?provider=lambda");

        assertEquals(
                List.of("By provider", "By GPU", "By tier", "By day of the price"),
                page.select("#counts summary").eachText());
        assertEquals(
                "Lambda: "
                        + page.select("section[aria-labelledby=offers] tbody tr")
                                .size(),
                page.select("#counts li").get(0).text());
    }

    @Test
    void whoTrainsForYouStandsApart() {
        String rows = service.page("/prices").select("#managed tbody").text();

        assertTrue(
                rows.contains("Fireworks models up to 16B LoRA supervised fine-tuning $0.50 a million tokens"), rows);
        assertTrue(rows.contains("Tinker Qwen3 8B LoRA supervised fine-tuning, GRPO $0.44 a million tokens"), rows);
    }

    @Test
    void pageAndMetricsTellWhatBecameOfEachList() throws IOException {
        assertTrue(service.get("/metrics").body().contains("tunewise_price_lists{fate=\"not-taken\"} 0.0"));
        Files.writeString(
                service.workshop().data().resolve("price-update.json"),
                """
                {"at": "2026-11-24T06:00:00Z", "results": [
                  {"list": "lambda", "fate": "taken", "said": "5 prices: 1 dearer, 4 unchanged."},
                  {"list": "vast", "fate": "not-taken", "said": "we could not fetch it: 500"}]}
                """);

        String told = service.page("/prices")
                .select("section[aria-labelledby=update]")
                .text();
        String metrics = service.get("/metrics").body();

        assertTrue(told.contains("lambda: taken. 5 prices: 1 dearer, 4 unchanged."), told);
        assertTrue(told.contains("vast: not taken. we could not fetch it: 500"), told);
        assertTrue(metrics.contains("tunewise_price_lists{fate=\"not-taken\"} 1.0"), metrics);
        assertTrue(metrics.contains("tunewise_price_update_failed 0.0"), metrics);
    }

    @Test
    void aFilterThatNothingPassesSaysSo() {
        assertTrue(service.page("/prices?gpu=nothing").text().contains("0 offers"));
    }
}
