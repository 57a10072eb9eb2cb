package tunewise.web.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;

/** What came of runs: reported, kept in the chain, and set beside the estimate. */
class RunReportsTest {
    private static final String REPORTS = "/api/recommendations/answer-1/reports";

    private RunningService service;

    @BeforeEach
    void askOnce(@TempDir Path folder) {
        service = new RunningService(folder);
        service.ask(RunningService.QUESTION);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aRunIsReportedAndItsErrorsAreOverTheEstimate() {
        JsonNode estimate = json(service.get("/api/recommendations/answer-1")).get("estimate");
        double hours = estimate.at("/hours/central").asDouble();
        HttpResponse<String> sent = report("{'hours': " + 1.25 * hours + ", 'peakGib': "
                + 0.9 * estimate.at("/memory/totalGib").asDouble()
                + ", 'outOfMemory': false, 'note': 'on a quiet day', 'name': 'Ada'}");

        assertEquals(201, sent.statusCode(), sent.body());
        assertEquals(
                "on a quiet day",
                json(service.get(REPORTS)).at("/reports/0/note").asString());
        JsonNode accuracy = json(service.get("/api/ledger/accuracy"));
        assertEquals(0.25, accuracy.at("/runs/0/hoursError").asDouble(), 1e-9);
        assertEquals(-0.1, accuracy.at("/runs/0/memoryError").asDouble(), 1e-9);
        assertTrue(accuracy.at("/runs/0/speedError").isMissingNode());
        assertEquals("trl", accuracy.at("/groups/0/value").asString());
        assertEquals(
                "intact", json(service.get("/api/ledger/verify")).path("result").asString("intact"));
    }

    @Test
    void groupsHaveTheMedianAndCountWhatRanOutOfMemory() {
        double hours = json(service.get("/api/recommendations/answer-1"))
                .at("/estimate/hours/central")
                .asDouble();
        for (double factor : new double[] {0.8, 1.1, 1.6, 1.2}) {
            report("{'hours': " + factor * hours + ", 'name': 'Ada'}");
        }
        report("{'outOfMemory': true, 'name': 'Ada'}");

        JsonNode group = json(service.get("/api/ledger/accuracy")).at("/groups/0");

        assertEquals(5, group.get("runs").asInt());
        assertEquals(1, group.get("outOfMemory").asInt());
        assertEquals(0.15, group.get("hoursError").asDouble(), 1e-9);
    }

    @Test
    void everythingThatIsWrongWithAReportIsReportedAtOnce() {
        HttpResponse<String> wrong = report(
                "{'hours': 'long', 'peakGib': -1, 'outOfMemory': 'perhaps', 'tokensPerSecond': 1e15, 'peekGib': 3}");

        assertEquals(422, wrong.statusCode());
        assertEquals(6, json(wrong).get("errors").size(), wrong.body());
        assertTrue(report("{'name': 'Ada'}").body().contains("there is no figure"));
        assertEquals(
                404,
                service.post(
                                "/api/recommendations/none/reports",
                                "application/json",
                                "{\"hours\": 1, \"name\": \"Ada\"}")
                        .statusCode());
    }

    @Test
    void thePageTakesAReportAndShowsItBesideTheEstimate() {
        String form = "/recommendations/answer-1/reports";
        HttpResponse<String> wrong =
                service.post(form, "application/x-www-form-urlencoded", "peakGib=much&hours=&usd=4&name=Grace");
        assertEquals(422, wrong.statusCode());
        Document page = Jsoup.parse(wrong.body());
        assertEquals("much", page.select("#r-peakGib").val());
        assertTrue(page.select("#accuracy ~ [role=alert]").text().contains("'much' is not a number"), page.text());
        assertEquals("#r-peakGib", page.select("#accuracy ~ [role=alert] a").attr("href"));
        assertTrue(page.selectFirst("#accuracy ~ [role=alert]").hasAttr("autofocus"));
        assertEquals("true", page.select("#r-peakGib").attr("aria-invalid"));
        assertTrue(page.selectFirst("#record").parent().hasAttr("open"));

        assertEquals(
                303,
                service.post(
                                form,
                                "application/x-www-form-urlencoded",
                                "peakGib=23347+MiB&hours=31+min&usd=%2420&tokensPerSecond=2%2C500+tokens/s&outOfMemory=yes&name=Grace")
                        .statusCode());
        String shown = service.page("/recommendations/answer-1")
                .select("#accuracy ~ ul")
                .text();
        assertTrue(shown.startsWith("Out of memory 22.8 GiB at its peak ("), shown);
        assertTrue(shown.contains("2,500 tokens/s") && shown.contains("0.52 h") && shown.contains("$20.00"), shown);
        assertTrue(service.page("/ledger/accuracy").text().contains("Grace"));
    }

    private HttpResponse<String> report(String body) {
        return service.post(REPORTS, "application/json", body.replace('\'', '"'));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return AnswerJson.MAPPER.readTree(answer.body());
    }
}
