package tunewise.web.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.web.RunningService;

/** Price lists sent by forms, as they are without scripts. */
class PricesPagesTest {
    private static final String BOUNDARY = "----tunewise";
    private static final String LIST =
            """
            provider,gpu,usd_per_hour,commitment
            runpod,L4,0.39,on-demand
            runpod,RTX 5090,0.53,spot
            runpod,RTX 4090,free,on-demand
            datacrunch,H200,2.99,on-demand
            """;

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
    void aFileIsSentSeenAndKeptInADraftWithoutAnythingBeingPublished() {
        String release = service.advice().advisor().loaded().release();
        assertTrue(service.page("/workshop").select("a[href=/workshop/prices]").hasText());
        Element form = service.page("/workshop/prices").selectFirst("form[enctype]");
        assertNotNull(form);
        assertEquals("/workshop/prices", form.attr("action"));

        HttpResponse<String> sent = send(Map.of("day", "2026-11-20"), "mine.csv", LIST);
        assertEquals(303, sent.statusCode(), sent.body());
        String at = sent.headers().firstValue("Location").orElseThrow();
        Document preview = service.page(at);
        assertTrue(preview.select(".lead").text().startsWith("1 new, 0 dearer, 1 cheaper, "), preview.text());
        assertEquals(
                "$0.44 -> $0.39 (-11 %)",
                preview.select("#cheaper ~ table td[data-label^=A]").text());
        assertTrue(preview.text().contains("mine.csv:4 usd_per_hour 'free' is not a number."), preview.text());
        assertTrue(preview.text().contains("provider 'datacrunch' is not in providers.csv."), preview.text());

        HttpResponse<String> kept =
                service.post(at + "/draft", "application/x-www-form-urlencoded", "author=Price+Keeper");
        assertEquals(
                "/workshop/drafts/price-keeper",
                kept.headers().firstValue("Location").orElse(kept.body()));
        Document draft = service.page("/workshop/drafts/price-keeper");
        assertTrue(draft.text().contains("runpod-l4-on-demand-2026-11-20"), draft.text());
        assertEquals(release, service.advice().advisor().loaded().release());
    }

    @Test
    void aTextIsPastedAndWhatIsWrongIsShownBesideIt() {
        HttpResponse<String> broken = send(Map.of("text", "provider,gpu,usd_per_hour\nrunpod,L4"), "", "");

        assertEquals(422, broken.statusCode());
        Document page = Jsoup.parse(broken.body());
        assertTrue(
                page.select("[role=alert]").text().contains("the file is cut off there. Nothing was taken."),
                page.text());
        assertEquals(
                "provider,gpu,usd_per_hour\nrunpod,L4", page.select("#text").val());
        assertTrue(refusal(send(Map.of(), "", "")).contains("There is no price list. Maybe the file was not chosen"));
        assertTrue(
                refusal(send(Map.of("text", LIST, "day", "2027-01-01"), "", "")).contains("is yet to come"));
        assertTrue(refusal(send(Map.of("text", "<!doctype html>"), "", "")).contains("is in no format we know"));
        assertEquals(303, send(Map.of("text", LIST, "source", "csv"), "", "").statusCode());
    }

    @Test
    void whatIsTooLongOrNoFormIsRefused() {
        HttpResponse<String> tooLong = send(Map.of(), "long.csv", "a".repeat(PricesPages.MOST_MIB << 20));
        assertEquals(413, tooLong.statusCode());
        assertTrue(tooLong.body().contains("longer than 8 MiB"), tooLong.body());

        assertEquals(415, service.post("/workshop/prices", "text/csv", LIST).statusCode());
        assertEquals(
                400,
                service.post(
                                "/workshop/prices",
                                "multipart/form-data; boundary=" + BOUNDARY,
                                "--" + BOUNDARY + "\r\nbroken")
                        .statusCode());
    }

    @Test
    void aListThatIsNoLongerKeptInMindIsNotFound() {
        assertEquals(404, service.get("/workshop/prices/999").statusCode());
    }

    private static String refusal(HttpResponse<String> answer) {
        assertEquals(422, answer.statusCode());
        return Jsoup.parse(answer.body()).select("[role=alert]").text();
    }

    private static HttpResponse<String> send(Map<String, String> fields, String fileName, String file) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(fileName)
                .append("\"\r\nContent-Type: text/csv\r\n\r\n")
                .append(file)
                .append("\r\n--" + BOUNDARY + "--\r\n");
        return service.sendAlone(service.request("/workshop/prices")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
    }
}
