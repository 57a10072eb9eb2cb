package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.web.RunningService;

class WhatIfTest {
    private static RunningService service;
    private static String answer;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
        answer = service.submit("model=Llama+3.1+8B&tokens=20M&asOf=2026-03-31")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void aChangedLimitShowsBothAnswersAndRecordsNothing() {
        int before = service.page("/recommendations").select("tbody tr").size();
        Document page = service.page(changed("budgetUsd=0.01&tokens=20M"));

        assertEquals("none", row(page, "Set-up").select("td").get(1).text());
        assertTrue(row(page, "Set-up").hasClass("moved"));
        assertTrue(page.select("#what-if-result .rules li").size() > 0);
        assertEquals(before, service.page("/recommendations").select("tbody tr").size());
    }

    @Test
    void aPlanThatWasLookedAtCanBeTaken() {
        Document plan = service.page(answer).select(".all-set-ups button").stream()
                .map(button -> service.page(plan(button)))
                .filter(page -> page.selectFirst("#what-if-result form[action=/]") != null)
                .filter(page -> !row(page, "Set-up").select("td").eachText().stream()
                        .allMatch(row(page, "Set-up").selectFirst("td").text()::equals))
                .findFirst()
                .orElseThrow();
        String looked = row(plan, "Set-up").select("td").get(1).text();
        FormElement form = (FormElement) plan.selectFirst("#what-if-result form[action=/]");
        String fields = form.formData().stream()
                .map(field -> field.key() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Document taken = service.page(
                service.submit(fields).headers().firstValue("Location").orElseThrow());

        assertTrue(looked.contains(taken.selectFirst("#rent ~ dl dd").ownText()), looked);
        assertNotNull(taken.selectFirst("#take"));
    }

    @Test
    void whateverWasAskedCanBeChanged() {
        Document form = service.page(answer);
        for (String field :
                List.of("model", "deadlineHours", "gpus", "providers", "reliability", "stack", "asOf", "task")) {
            assertTrue(
                    form.select("form.what-if [name=" + field + "]:not([type=hidden])")
                                    .size()
                            > 0,
                    field);
        }
        Document page = service.page(changed("model=Qwen2.5+7B&gpus=l40s&workload.production=yes"));
        assertTrue(row(page, "Set-up").select("td").get(1).text().contains("L40S"));
    }

    @Test
    void theSameQuestionChangesNothing() {
        Document page = service.page(changed("tokens=20M"));

        assertTrue(page.select("tr.moved").isEmpty());
        assertTrue(page.select("#what-if-result .rules").isEmpty());
    }

    @Test
    void whatIsAskedForTheRecordIsTheChangedQuestion() {
        Document page = service.page(changed("tokens=20M&priority=speed"));

        assertEquals(
                "speed",
                page.selectFirst("#what-if-result form[method=post] input[name=priority]")
                        .val());
        assertTrue(page.select("#what-if-result form[method=post] input[name=from]")
                .isEmpty());
    }

    @Test
    void faultsAreReportedAndTheAnswerStands() {
        Document page = service.page(changed("tokens=many"));

        assertEquals(1, page.select("#what-if-result .summary li").size());
        assertTrue(page.selectFirst(".lead a").attr("href").equals(answer));
    }

    @Test
    void everySetUpOfTheChartHasItsPlan() {
        List<Element> rows = service.page(answer).select(".all-set-ups tbody tr");
        assertTrue(rows.size() > 5, rows.toString());
        int taken = 0;
        for (Element row : rows) {
            Document page = service.page(plan(row.selectFirst("button")));
            String setUp = row.selectFirst("th").ownText();

            assertEquals(setUp, page.selectFirst(".all-set-ups tr.chosen th").ownText());
            assertEquals(
                    row.selectFirst("td[data-label=Time]").text(),
                    row(page, "Time").select("td").get(1).text());
            assertEquals(
                    row.selectFirst("td[data-label=Cost]").text(),
                    row(page, "Cost").select("td").get(1).text());
            assertNotNull(page.selectFirst("#what-if-memory"));
            taken += page.select("#what-if-result form[action=/]").size();
        }
        assertTrue(taken > rows.size() / 2, taken + " of " + rows.size());
    }

    @Test
    void whatElseWouldDoHasItsPlanToo() {
        List<Element> others = service.page(answer).select("section[aria-labelledby=beside] button");
        assertTrue(others.size() > 1, others.toString());
        for (Element other : others) {
            assertEquals(
                    other.text(),
                    row(service.page(plan(other)), "Set-up").select("td").get(1).text());
        }
    }

    @Test
    void aSetUpThatIsNotFeasibleHasNoPlan() {
        String plan = plan(service.page(answer).selectFirst(".all-set-ups tbody button"));
        HttpResponse<String> reported = service.get(plan.replaceFirst("taken=[^&]*", "taken=full-0-9-nowhere"));

        assertEquals(410, reported.statusCode());
        assertTrue(
                Jsoup.parse(reported.body()).text().contains("this set-up does not meet the limits. Maybe"),
                reported.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=Llama+3.1+8B&tokens=20M&asOf=2026-03-31&knowledge=guide",
                "modelBy=size&model.parametersB=13&tokens=20M&asOf=2026-03-31"
            })
    void plansAreForEveryLensAndModel(String question) {
        String asked = service.submit(question).headers().firstValue("Location").orElseThrow();
        Element row = service.page(asked).select(".all-set-ups tbody tr").last();

        assertEquals(
                row.selectFirst("th").ownText(),
                service.page(plan(row.selectFirst("button")))
                        .selectFirst(".all-set-ups tr.chosen th")
                        .ownText());
    }

    @Test
    void htmxGetsThePartThatChanges() {
        String path = changed("tokens=30M");
        String part =
                service.send(service.request(path).header("HX-Request", "true")).body();

        assertTrue(part.stripLeading().startsWith("<div id=\"what-if-result\""), part);
        assertEquals(
                service.page(path).selectFirst("#what-if-result").text(),
                Jsoup.parse(part).selectFirst("#what-if-result").text());
        assertEquals(
                "HX-Request",
                service.get(path).headers().firstValue("Vary").orElse("").replace(", Accept-Encoding", ""));
    }

    /** Where a button that picks out a set-up leads. */
    private static String plan(Element button) {
        return "/what-if?"
                + Stream.concat(
                                ((FormElement) button.closest("form"))
                                        .formData().stream()
                                                .map(field -> field.key() + "="
                                                        + URLEncoder.encode(field.value(), StandardCharsets.UTF_8)),
                                Stream.of("taken=" + button.val()))
                        .collect(Collectors.joining("&"));
    }

    /** The address of the form on the answer's page with some of its fields set anew. */
    private static String changed(String fields) {
        Set<String> anew = Stream.of(fields.split("&"))
                .map(field -> field.substring(0, field.indexOf('=')))
                .collect(Collectors.toSet());
        String rest = ((FormElement) service.page(answer).selectFirst("form.what-if"))
                .formData().stream()
                        .filter(field ->
                                !anew.contains(field.key()) && !field.value().isEmpty())
                        .map(field ->
                                "&" + field.key() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        return "/what-if?" + fields + rest;
    }

    private static Element row(Document page, String label) {
        return page.select("#what-if-result tr").stream()
                .filter(row -> row.select("th[scope=row]").text().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
