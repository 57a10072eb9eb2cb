package tunewise.web.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.web.RunningService;

class EstimatePageTest {
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
    void theAddressIsTheQuestionAndNothingIsRecorded() {
        int before = service.page("/recommendations").select("tbody tr").size();

        Document page = service.page("/estimates?model=Llama+3.1+8B&method=lora&gpu=l40s&rank=&loss=");

        assertEquals(
                "LoRA at rank 8 of Llama 3.1 8B on 1 × L40S takes 18.3 GiB",
                page.selectFirst("h1").text());
        assertEquals(
                "It fits the L40S: at most 20.4 GiB of 44.4 GiB usable.",
                page.selectFirst(".lead").text());
        assertTrue(page.text().contains("8,030,261,248 weights x 2 bytes"));
        assertTrue(page.selectFirst("#measured").parent().text().contains("torchtune"));
        assertEquals("Llama 3.1 8B", page.selectFirst("#f-model").val());
        assertEquals(before, service.page("/recommendations").select("tbody tr").size());
    }

    @Test
    void theMemoryOfAnAnswerIsShownPartByPartAsTheEstimateOfTheSameIs() {
        Document page = answer("model=Llama+2+70B&tokens=20M");
        String sizing = page.selectFirst("#memory p strong").text();
        Elements parts = page.select("#memory details tbody tr");
        Document estimate =
                service.page(page.selectFirst("a[href^=/estimates?]").attr("href"));

        assertEquals(
                sizing.substring(0, sizing.indexOf(" GiB")),
                estimate.selectFirst("h1").text().replaceAll(".* takes ([0-9.]+) GiB.*", "$1"));
        assertTrue(parts.size() >= 5, parts::text);
        assertEquals(estimate.select("#memory ~ table tbody tr").eachText(), parts.eachText());
        assertTrue(page.selectFirst("#memory details .hint").text().startsWith("Memory is highest when "));
    }

    @Test
    void theGuidesMemoryHasNoParts() {
        Document page = answer("model=Llama+2+7B&tokens=10M&knowledge=guide");

        assertTrue(page.select("#memory details").isEmpty());
        assertNull(page.selectFirst("#memory p a"));
    }

    private static Document answer(String form) {
        return service.page(service.submit(form + "&asOf=2026-03-31")
                .headers()
                .firstValue("Location")
                .orElseThrow());
    }

    @Test
    void withoutAGpuThereIsMemoryAloneWithNoVerdict() {
        Document page = service.page("/estimates?model.parametersB=13&modelBy=size&method=qlora");

        assertTrue(page.selectFirst("h1").text().startsWith("QLoRA at rank 8 of "));
        assertNull(page.selectFirst(".hero .lead"));
        assertTrue(page.select("svg.bar").isEmpty());
    }

    @Test
    void whatDoesNotFitIsSaidToMiss() {
        Document page = service.page("/estimates?model=Llama+2+70B&method=lora&gpu=h100-sxm");

        assertEquals(
                "It does not fit the H100 SXM, which has 79.1 GiB usable.",
                page.selectFirst(".lead").text());
        assertTrue(page.selectFirst(".hero").hasClass("bad"));
    }

    @Test
    void allFaultsStandBesideTheirFieldsAndTheFoldedPartOpens() {
        Document page = service.page("/estimates?model=&method=qlora&rank=-3");

        assertEquals(2, page.select(".summary li").size());
        assertEquals(
                "-3 is not a whole number from 1 to 10,000.",
                page.selectFirst("#f-rank-fault").text());
        assertTrue(page.selectFirst("details.more").hasAttr("open"));
    }
}
