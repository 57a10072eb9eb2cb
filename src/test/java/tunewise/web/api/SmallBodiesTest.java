package tunewise.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;

/** What programs send besides questions is held to its fields and their kinds as questions are, all faults at once. */
class SmallBodiesTest {
    private static final String REPORTS = "/api/recommendations/answer-1/reports";
    private static final String REVIEWS = "/api/recommendations/answer-1/reviews";

    private static RunningService service;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
        service.ask(RunningService.QUESTION);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void aReportOfOtherKindsIsRefusedWithEveryFaultAndRecordsNothing() {
        HttpResponse<String> wrong =
                post(REPORTS, "{'hours': ['x'], 'usd': {'a': 1}, 'outOfMemory': ['y'], 'peakGib': '3', 'tokens': 1}");

        assertEquals(422, wrong.statusCode());
        assertEquals(List.of("hours", "name", "outOfMemory", "peakGib", "tokens", "usd"), faulty(wrong));
        assertTrue(wrong.body().contains("Maybe you mean tokensPerSecond."), wrong.body());
        assertTrue(service.get(REPORTS).body().contains("\"reports\":[]"));
    }

    @Test
    void aReviewOfOtherKindsIsRefusedWithEveryFault() {
        HttpResponse<String> wrong = post(REVIEWS, "{'verdict': 1, 'comment': {}, 'nam': 'x'}");

        assertEquals(422, wrong.statusCode());
        assertEquals(List.of("comment", "nam", "name", "verdict"), faulty(wrong));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                REPORTS + "|{'tokensPerSecond': 1, 'tokensPerSecond': 2, 'name': 'x'}",
                REVIEWS + "|{'verdict': 'approved', 'verdict': 'overridden', 'name': 'x'}",
                "/api/releases/check|{'draft': 'ada', 'draft': 'eva'}",
                "/api/releases/check|[]",
                "/api/releases/impact|7",
                "/api/releases|{} {}",
                "/api/releases/publication-1/rollback|null"
            })
    void aFieldThatStandsTwiceOrNoObjectCannotBeRead(String path, String body) {
        assertEquals(400, post(path, body).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/releases/check|{'draftt': 'ada'}",
                "/api/releases/impact|{'draft': []}",
                "/api/releases|{'draft': 'ada', 'comment': 5}",
                "/api/releases/publication-1/rollback|{'author': 'Ada', 'comment': 'x', 'force': true}"
            })
    void aRequestAboutReleasesNeverMeansSomethingElse(String path, String body) {
        assertEquals(422, post(path, body).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\\u001b[31m", "Ada\\nBob", "Ad\\u202ea", "Ada\\u0000"})
    void aNameWithCharactersThatNobodySeesIsRefused(String name) {
        assertTrue(post(REPORTS, "{'hours': 1, 'name': '" + name + "'}").body().contains("cannot be seen"));
        assertTrue(post(REVIEWS, "{'verdict': 'approved', 'name': '" + name + "'}")
                .body()
                .contains("cannot be seen"));
    }

    @Test
    void aCommentMayHaveSeveralLines() {
        assertEquals(
                201,
                post(REVIEWS, "{'verdict': 'approved', 'comment': 'first\\nsecond', 'name': 'Ada'}")
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/recommendations",
                "/api/estimates",
                "/api/releases/check",
                "/api/recommendations/batch",
                "/mcp",
                "/",
                "/workshop/prices",
                REPORTS
            })
    void lettersThatNobodyKnowsAreRefused(String path) {
        for (String charset : List.of("nonsense", "utf-16", "\"", "%00")) {
            assertEquals(
                    415,
                    service.post(path, "application/json; charset=" + charset, "{}")
                            .statusCode(),
                    charset);
        }
    }

    @Test
    void aQuestionThatIsBetterNotAnsweredByTrainingAndFitsNoLimitHasItsPage() {
        HttpResponse<String> answer = service.ask(
                """
                {"model": "Llama 3.1 8B", "tokens": 20000000, "budgetUsd": 0.5, "workload": {"inferenceCalls": 1}}""");
        assertEquals(201, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("not_advised"), answer.body());

        HttpResponse<String> page = service.get(RunningService.location(answer).replace("/api", ""));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("No set-up meets these limits either."), page.body());
    }

    private static HttpResponse<String> post(String path, String body) {
        return service.post(path, "application/json", body.replace('\'', '"'));
    }

    private static List<String> faulty(HttpResponse<String> answer) {
        return StreamSupport.stream(
                        AnswerJson.MAPPER.readTree(answer.body()).get("errors").spliterator(), false)
                .map(fault -> fault.get("field").asString())
                .sorted()
                .toList();
    }
}
