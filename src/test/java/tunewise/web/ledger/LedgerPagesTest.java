package tunewise.web.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
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

/** The pages and the API of those who review what was answered. */
class LedgerPagesTest {
    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void open() {
        service = new RunningService(folder);
        service.submit("model=Llama+3.1+8B&tokens=20M&budgetUsd=50&knowledge=guide");
        service.submit("model=Llama+2+70B&tokens=10M&budgetUsd=0.5&knowledge=guide");
        service.ask("{\"model\": \"Llama 2 13B\", \"tokens\": 10000000}");
        service.submit("model=Llama+3.1+8B&tokens=20M&methods=qlora&knowledge=guide");
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4",
        "outcome=not_feasible, 1",
        "model=meta-llama/Llama-3.1-8B, 2",
        "model=meta-llama/Llama-3.1-8B&method=qlora, 1",
        "cameFrom=api, 1",
        "knowledge=evidence, 1",
        "from=2026-11-24&to=2026-11-24, 4",
        "to=2026-11-23, 0",
        "from=2026-11-24T12:00:01Z, 0",
        "rule=ELI-060, 1",
        "text=llama+13b, 1",
        "text=100%25, 0",
        "sort=cheapest, 3",
    })
    void filtersPickWhatTheySay(String query, int count) {
        Document page = service.page("/recommendations?" + query);
        JsonNode json = json(service.get("/api/recommendations?" + query));

        assertEquals(count, page.select("tbody tr").size(), page.select("tbody").text());
        assertEquals(count, json.get("recommendations").size());
    }

    @Test
    void aListGoesOnWhereItsCursorSays() {
        for (String sort : List.of("newest", "oldest", "cheapest", "longest")) {
            JsonNode all = json(service.get("/api/recommendations?sort=" + sort));
            String one = "/api/recommendations?limit=1&sort=" + sort;
            StringBuilder ids = new StringBuilder();
            JsonNode page = json(service.get(one));
            while (true) {
                ids.append(page.at("/recommendations/0/id").asString()).append(' ');
                if (!page.has("next")) {
                    break;
                }
                page = json(service.get(one + "&cursor=" + page.get("next").asString()));
            }
            StringBuilder expected = new StringBuilder();
            all.get("recommendations")
                    .forEach(each -> expected.append(each.get("id").asString()).append(' '));
            assertEquals(expected.toString(), ids.toString(), sort);
        }
    }

    @Test
    void wrongFiltersAreReportedAllAtOnce() {
        HttpResponse<String> answer = service.get("/api/recommendations?methud=lora&from=soon&limit=0");

        assertEquals(422, answer.statusCode());
        assertEquals(3, json(answer).get("errors").size());
        assertEquals(
                3,
                service.page("/recommendations?methud=lora&from=soon&limit=0")
                        .select(".summary li")
                        .size());
    }

    @Test
    void anAnswerShowsItsPlaceInTheChain() {
        Document page = service.page("/recommendations/answer-3");

        assertTrue(page.select(".record").text().contains("By the API"));
        assertTrue(page.select(".record").text().contains("Entry 4"));
        assertTrue(page.select(".record code").text().matches(".*[0-9a-f]{64}.*"));
    }

    @Test
    void anAnswerIsTheSameAgain() {
        JsonNode own = json(service.post("/api/recommendations/answer-1/replay", "application/json", ""));
        Document page = service.page("/recommendations/answer-1/replay?release=active");

        assertEquals("same", own.get("result").asString());
        assertEquals(0, own.get("differences").size());
        assertEquals("Today's release says the same.", page.selectFirst("h1").text());
        assertEquals(404, service.get("/recommendations/none/replay").statusCode());
        assertEquals(
                422,
                service.post("/api/recommendations/answer-1/replay?release=next", "application/json", "")
                        .statusCode());
    }

    @Test
    void theLedgerSaysHowFarAnswersHaveDriftedAndLeadsToThem() throws InterruptedException {
        assertEquals(
                303,
                service.post("/ledger/drift", "application/x-www-form-urlencoded", "")
                        .statusCode());
        Document page = service.page("/ledger");
        for (int waited = 0; page.select("#drift ~ form, #drift ~ .cards").size() < 2 && waited < 600; waited++) {
            Thread.sleep(100);
            page = service.page("/ledger");
        }
        Element bar = page.select("#drift ~ .cards a").get(0);

        assertTrue(
                page.select("#drift ~ p").text().contains("the active release."),
                page.select("#drift ~ p").text());
        assertTrue(bar.attr("href").endsWith("&drift=different"), bar.attr("href"));
        int all = Integer.parseInt(bar.text().replaceAll(".*, of (\\d+).*", "$1"));
        assertTrue(all > 0, bar.text());
        assertEquals(
                all,
                service.page(bar.attr("href").replace("different", "same"))
                        .select("tbody tr")
                        .size());
    }

    @Test
    void aReviewBecomesAnEntryAndIsShown() {
        HttpResponse<String> wrong = service.post(
                "/recommendations/answer-4/reviews",
                "application/x-www-form-urlencoded",
                "verdict=questioned&name=Ada");
        assertEquals(422, wrong.statusCode());
        assertTrue(Jsoup.parse(wrong.body()).select(".summary").text().contains("is needed for anything"));

        HttpResponse<String> right = service.post(
                "/recommendations/answer-4/reviews",
                "application/x-www-form-urlencoded",
                "verdict=questioned&name=Ada&comment=Why+not+%3Cb%3ELoRA%3C%2Fb%3E%3F");
        assertEquals(303, right.statusCode());

        Document page = service.page("/recommendations/answer-4");
        assertTrue(page.select(".said").text().contains("Questioned Why not <b>LoRA</b>? Ada"));
        assertEquals(
                1,
                json(service.get("/api/recommendations?review=questioned"))
                        .get("recommendations")
                        .size());
        assertEquals(
                "Why not <b>LoRA</b>?",
                json(service.get("/api/recommendations/answer-4/reviews"))
                        .at("/reviews/0/comment")
                        .asString());
        assertTrue(service.advice().ledger().proof().verify().ok());
    }

    @Test
    void anAuditorHoldsTheChainAgainstACheckpointKeptElsewhere() {
        Document page = service.page("/ledger/verify");
        assertTrue(page.selectFirst("h1").text().matches("All [0-9]+ entries hold\\."), page.text());
        assertEquals(
                service.page("/ledger").selectFirst("a[href=/ledger/verify]").text(), "Recompute the whole chain");

        String checkpoint =
                service.advice().ledger().proof().checkpoint().orElseThrow().json();
        Document met = Jsoup.parse(verified(checkpoint).body());
        assertTrue(met.selectFirst(".lead").text().contains("the checkpoint you pasted is part"), met.text());

        Document forged = Jsoup.parse(
                verified(checkpoint.replace("\"seq\":", "\"seq\":1")).body());
        assertEquals("The ledger does not hold.", forged.selectFirst("h1").text());
        assertTrue(forged.selectFirst(".lead").text().contains("is not signed by this key"), forged.text());
        assertTrue(forged.selectFirst("textarea").text().contains("seq"));
    }

    private static HttpResponse<String> verified(String checkpoint) {
        return service.post(
                "/ledger/verify",
                "application/x-www-form-urlencoded",
                "checkpoint=" + URLEncoder.encode(checkpoint, StandardCharsets.UTF_8));
    }

    @Test
    void twoToFourAnswersStandSideBySide() {
        Document page = service.page("/recommendations/compare?id=answer-1&id=answer-4");

        assertEquals("Two answers", page.select("h1").text());
        assertTrue(
                page.select("#answer ~ table tbody th").eachText().contains("Method"),
                page.select("#answer ~ table").text());
        for (Element row : page.select("#answer ~ table tbody tr, #question ~ table tbody tr")) {
            assertTrue(row.select("td").eachText().stream().distinct().count() > 1, row.text());
        }
        assertNotNull(page.selectFirst("#rules ~ ul a[href^=/rules/]"));
        Document three = service.page("/recommendations/compare?id=answer-1&id=answer-4&id=answer-2");
        List<String> names = three.select("#answer ~ table thead th").eachText();
        assertEquals(4, names.stream().distinct().count(), names.toString());
        assertTrue(names.stream().skip(1).allMatch(name -> name.contains("Llama")), names.toString());
        assertEquals(
                404, service.get("/recommendations/compare?id=answer-1&id=none").statusCode());
        assertEquals(
                400,
                service.get("/recommendations/compare?id=answer-1&id=answer-1").statusCode());
        assertTrue(service.page("/recommendations").select("input[name=id]").size() >= 4);
    }

    @Test
    void everyBarLeadsToAsManyAnswersAsItSays() {
        Document page = service.page("/ledger");

        assertTrue(page.select(".bars li").size() > 10);
        for (var bar : page.select(".bars li")) {
            String address = bar.selectFirst("a").attr("href");
            JsonNode found = json(service.get("/api" + address + "&limit=500"));
            assertEquals(
                    bar.selectFirst("b").text(),
                    Integer.toString(found.get("recommendations").size()),
                    address);
        }
    }

    @Test
    void theWholeLedgerIsProvenFromItsExportAlone() throws Exception {
        Path export = folder.resolve("export.jsonl");
        Path checkpoint = folder.resolve("checkpoint.json");
        Path key = folder.resolve("key.pub");
        Files.writeString(
                checkpoint,
                service.post("/api/ledger/checkpoints", "application/json", "").body());
        Files.writeString(key, service.get("/api/ledger/key").body());
        Files.writeString(export, service.get("/api/recommendations.jsonl").body());

        assertEquals(0, verified(export, checkpoint, key));

        Files.writeString(export, Files.readString(export).replaceFirst("\"rank\":8", "\"rank\":16"));
        assertEquals(1, verified(export, checkpoint, key));
        assertEquals(
                3,
                service.get("/api/recommendations.jsonl?knowledge=guide")
                        .body()
                        .lines()
                        .count());
        assertEquals(5, service.get("/api/recommendations.csv").body().lines().count());
    }

    @Test
    void whatIsPrintedIsWhatIsFiltered() {
        service.post("/api/ledger/checkpoints", "application/json", "");
        Document page = service.page("/recommendations/printed?knowledge=guide");
        List<JsonNode> exported = service.get("/api/recommendations.jsonl?knowledge=guide")
                .body()
                .lines()
                .map(AnswerJson.MAPPER::readTree)
                .toList();

        assertEquals(
                "Judged by: The guide. Oldest first, as of 24 November 2026, 12:00 UTC.",
                page.selectFirst(".lead").text());
        assertEquals(exported.size(), page.select("tr.proof").size());
        for (int i = 0; i < exported.size(); i++) {
            JsonNode line = exported.get(i);
            assertEquals(
                    "Entry " + line.at("/entry/id").asString() + " hash "
                            + line.get("hash").asString() + " before "
                            + line.at("/entry/previousHash").asString() + " body "
                            + line.at("/entry/bodyHash").asString(),
                    page.select("tr.proof").get(i).text());
        }
        assertTrue(page.text().contains(exported.size() + " answers in all."));
        assertTrue(page.text().contains("Newest signed checkpoint: entry "));
        assertTrue(service.page("/recommendations?knowledge=guide&sort=cheapest")
                .select("a[href=/recommendations/printed?knowledge=guide]")
                .hasText());
        assertEquals(
                422, service.get("/recommendations/printed?knowledge=hearsay").statusCode());
    }

    /** As an auditor does who has nothing but the source of the verifier and a JDK. */
    private static int verified(Path... files) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "src/main/java/tunewise/ledger/entry/VerifyExport.java"),
                        Stream.of(files).map(Path::toString))
                .toList();
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return AnswerJson.MAPPER.readTree(answer.body());
    }
}
