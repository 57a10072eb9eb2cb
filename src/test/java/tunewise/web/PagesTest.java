package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all pages as they come from the server, without a script. */
class PagesTest {
    private static RunningService service;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void pastAnswersCanBeFoundAgain() {
        String address = RunningService.location(service.submit(RunningService.FORM));

        Document list = service.page("/recommendations");

        Element row = list.selectFirst("tr:has(a[href=" + address + "])");
        assertTrue(row.text().contains("LoRA, rank 8, on 1 × RTX 4090 at RunPod"), row.text());
        assertTrue(row.text().contains("24 November 2026, 12:00 UTC"), row.text());
    }

    @Test
    void anEmptyLedgerIsReportedWithCare(@TempDir Path folder) {
        try (RunningService other = new RunningService(folder)) {
            assertTrue(other.page("/recommendations").text().contains("Nothing has been asked yet"));
        }
    }

    @Test
    void everyRuleHasAPageWithItsSources() {
        Document list = service.page("/rules");
        assertEquals(
                RunningService.RELEASE.rulebook().rules().size(),
                list.select(".rule-list li").size());

        Document rule = service.page(list.selectFirst(".rule-list a").attr("href"));

        assertFalse(rule.select(".cites li").isEmpty());
        assertTrue(rule.selectFirst("pre").text().startsWith("rule \""));
    }

    @Test
    void rulesAreFoldedByPhaseAndFoundByWords() {
        Document all = service.page("/rules");
        assertEquals(7, all.select("details.part").size());
        assertTrue(all.select("details[open]").isEmpty());

        Document found = service.page("/rules?q=MODEL+licence");
        List<String> rules = found.select(".rule-list li").eachText();
        assertFalse(rules.isEmpty());
        assertTrue(rules.size() < 30, rules::toString);
        assertEquals(
                found.select("details.part").size(),
                found.select("details.part[open]").size());
        assertEquals(rules.size() + " rules", found.selectFirst("output").text());
        assertEquals(
                "No rule says that.",
                service.page("/rules?q=purple+unicorn").selectFirst("output").text());
    }

    @Test
    void whatIsNotThereIsReportedOnAPage() {
        for (String path : List.of("/nothing", "/recommendations/nothing", "/rules/ELI-999")) {
            HttpResponse<String> answer = service.get(path);
            assertEquals(404, answer.statusCode());
            assertEquals(
                    "Not found", Jsoup.parse(answer.body()).selectFirst("h1").text());
        }
    }

    @Test
    void withoutALedgerThePageSaysThatNothingWasRecorded(@TempDir Path folder) {
        try (RunningService other = new RunningService(folder)) {
            other.closeLedger();

            HttpResponse<String> answer = other.submit(RunningService.FORM);

            assertEquals(503, answer.statusCode());
            assertTrue(Jsoup.parse(answer.body()).text().contains("We could not record this"));
        }
    }

    @Test
    void styleAndScriptAreKeptForGoodUnderTheHashOfTheirContent() {
        Document page = service.page("/");

        for (String path : List.of(
                page.selectFirst("link[rel=stylesheet]").attr("href"),
                page.selectFirst("script").attr("src"),
                page.selectFirst("link[rel=icon]").attr("href"))) {
            HttpResponse<String> answer = service.get(path);
            assertEquals(200, answer.statusCode());
            assertTrue(
                    answer.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
        }
    }

    @Test
    void noPageHasAScriptOrStyleOfItsOwn() {
        String address = RunningService.location(service.submit(RunningService.FORM));

        for (String path : List.of("/", address, "/recommendations", "/rules", "/rules/ELI-060", "/nothing")) {
            Document page = service.page(path);
            assertTrue(page.select("style, [style], script:not([src])").isEmpty(), path);
            assertTrue(
                    page.getAllElements().stream()
                            .flatMap(element -> element.attributes().asList().stream())
                            .noneMatch(attribute -> attribute.getKey().startsWith("on")),
                    path);
        }
    }
}
