package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;

/** Taking an answer away, by the page and by the API. */
class ExportPagesTest {
    private static RunningService service;
    private static String id;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
        id = asked(
                "{'model': 'Llama 3.1 8B', 'tokens': 5000000, 'gpus': ['rtx-4090'], 'maxGpus': 1, 'asOf': '2026-03-31'}");
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "trl, application/yaml, trl.yaml",
        "axolotl, application/yaml, axolotl.yml",
        "dataset-info, application/json, dataset_info.json",
        "shell, application/x-sh, train.sh",
        "dstack, application/yaml, train.dstack.yml",
    })
    void aFileComesWithItsTypeAndName(String format, String type, String name) {
        HttpResponse<String> answer = service.get("/api/recommendations/" + id + "/export/" + format);

        assertEquals(200, answer.statusCode());
        assertEquals(type, answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "attachment; filename=\"" + name + "\"",
                answer.headers().firstValue("Content-Disposition").orElseThrow());
        assertFalse(answer.body().isBlank());
    }

    @Test
    void theBundleIsAnArchiveUnderItsOwnName() {
        HttpResponse<String> answer = service.get("/api/recommendations/" + id + "/export/bundle");

        assertEquals(
                "application/zip", answer.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(
                answer.headers().firstValue("Content-Disposition").orElseThrow().contains("llama-3-1-8b-"));
        assertTrue(answer.body().startsWith("PK"));
    }

    @Test
    void aFormatThatThereIsNotIsNotFoundAndTheNearestIsNamed() {
        HttpResponse<String> answer = service.get("/api/recommendations/" + id + "/export/axolotel");

        JsonNode problem = AnswerJson.MAPPER.readTree(answer.body());
        assertEquals(404, answer.statusCode());
        assertTrue(problem.get("detail").asString().endsWith("Maybe you mean 'axolotl'."), answer.body());
    }

    @Test
    void anAnswerThatThereIsNotIsNotFound() {
        assertEquals(404, service.get("/api/recommendations/nobody/export/trl").statusCode());
        assertEquals(404, service.get("/recommendations/nobody/export/trl").statusCode());
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedWithTheReason() {
        HttpResponse<String> answer = service.get("/api/recommendations/" + id + "/export/unsloth");

        assertEquals(422, answer.statusCode());
        assertTrue(AnswerJson.MAPPER
                .readTree(answer.body())
                .get("detail")
                .asString()
                .startsWith("This answer was estimated for TRL"));
    }

    @Test
    void anAnswerOffersEveryWayThatFitsItAndSaysWhyNotTheOthers() {
        Document page = service.page("/recommendations/" + id);
        Element section = page.selectFirst("#take");

        assertEquals(
                List.of(
                        "TRL",
                        "Axolotl",
                        "LLaMA-Factory",
                        "TRL's start script",
                        "LLaMA-Factory's list of data sets",
                        "SkyPilot",
                        "dstack",
                        "A shell script"),
                section.select(".ways a").eachText());
        assertTrue(section.selectFirst("details").text().contains("One GPU does not need accelerate"));
        assertTrue(section.text().contains("We estimated memory and time for TRL."));
        for (Element link : section.select(".ways a")) {
            assertEquals(200, service.get(link.attr("href")).statusCode(), link.attr("href"));
        }
    }

    @Test
    void aLookBeforeShowsTheFileAsItIsDownloaded() {
        Document page = service.page("/recommendations/" + id + "/export/trl");

        String shown = page.selectFirst("pre code").wholeText();
        assertEquals(
                service.get(page.selectFirst("a.button").attr("href")).body().strip(), shown.strip());
        assertEquals("trl.yaml", page.selectFirst("a.button").attr("download"));
        assertTrue(
                page.selectFirst("section[aria-labelledby=know]").select("li").size() > 1);
    }

    @Test
    void whatIsNotFeasibleCannotBeTakenAway() {
        String none = asked(
                "{'model': 'Llama 2 70B', 'tokens': 10000000, 'budgetUsd': 0.5, 'knowledge': 'guide', 'asOf': '2026-03-31'}");

        assertTrue(service.page("/recommendations/" + none).select("#take").isEmpty());
        assertEquals(
                422, service.get("/recommendations/" + none + "/export/trl").statusCode());
    }

    @Test
    void aModelThatIsKnownByItsSizeCannotBeTakenAwayAndThePageSaysWhy() {
        String sized = asked("{'model': {'parametersB': 8}, 'tokens': 10000000, 'asOf': '2026-03-31'}");

        Element section = service.page("/recommendations/" + sized).selectFirst("#take");
        assertTrue(section.text().contains("not a name on the Hugging Face hub"), section.text());
        assertTrue(section.select("a").isEmpty());
    }

    private static String asked(String question) {
        return AnswerJson.MAPPER
                .readTree(service.ask(question.replace('\'', '"')).body())
                .get("id")
                .asString();
    }
}
