package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Role;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.Publication;
import tunewise.web.RunningService;
import tunewise.web.access.GuardedService.Browser;

/** What answers is published by two people, unless the policy says otherwise or it is an emergency that everybody sees. */
class FourEyesTest {
    private static final String POLICY = "rules/catalog/policy.csv";
    private static final String OFFERS = "rules/catalog/offers.csv";

    private GuardedService service;
    private Browser ada;

    @BeforeEach
    void open(@TempDir Path folder) {
        service = new GuardedService(folder);
        ada = service.person("ada", Role.ANALYSE, Role.APPROVE);
        ada.submit("/workshop", "/workshop/drafts", Map.of());
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void anotherPersonSeesWhatItChangesAndApproves() {
        edit(POLICY, "A price is stale if nobody", "A price is stale when nobody");
        assertTrue(published().contains("this needs 1 approval of others and has none"));
        submit();

        HttpResponse<String> own = decide(ada, "approve");
        assertEquals(409, own.statusCode());
        assertTrue(own.body().contains("another person must approve it"), own.body());
        Browser bob = service.person("bob", Role.APPROVE);
        Document page = bob.page("/workshop/drafts/ada");
        assertTrue(page.select("#consent").first().parent().text().contains("No faults"), page.text());
        assertTrue(page.select("#consent").first().parent().text().contains("answers stay"), page.text());
        assertTrue(page.text().contains("1 row changed"), page.text());
        assertEquals(303, decide(bob, "approve").statusCode());
        assertTrue(published().contains("is in force from now on"));

        Publication publication = service.workshop().releases().active().orElseThrow();
        assertEquals("ada", publication.consent().by().name());
        assertEquals(
                List.of("bob"),
                publication.consent().approvedBy().stream().map(Identity::name).toList());
        assertFalse(publication.consent().emergency());
        assertTrue(bob.page("/workshop/history").text().contains("Approved by bob"));
        assertTrue(acts().containsAll(List.of("draft-submitted", "draft-approved")), acts().toString());
        assertTrue(service.ledger().proof().verify().ok());
    }

    @Test
    void anApprovalHoldsForWhatWasLookedAtAndNothingElse() {
        edit(POLICY, "A price is stale if nobody", "A price is stale when nobody");
        submit();
        Browser bob = service.person("bob", Role.APPROVE);
        assertEquals(303, decide(bob, "approve").statusCode());

        edit(POLICY, "A price is stale when nobody", "A price goes stale when nobody");

        assertTrue(published().contains("this needs 1 approval of others and has none"));
        HttpResponse<String> again = decide(bob, "approve");
        assertEquals(409, again.statusCode());
        assertTrue(again.body().contains("was changed after it was submitted"), again.body());
    }

    @Test
    void whatIsSentBackCarriesWordsAndIsNotPublished() {
        edit(POLICY, "A price is stale if nobody", "A price is stale when nobody");
        submit();
        Browser bob = service.person("bob", Role.APPROVE);

        assertEquals(409, decide(bob, "send-back", "").statusCode());
        assertEquals(303, decide(bob, "send-back", "Say who looked.").statusCode());

        assertTrue(ada.page("/workshop/drafts/ada").text().contains("Say who looked."));
        assertTrue(published().contains("this needs 1 approval"));
    }

    @Test
    void aProgramApprovesNothing() {
        edit(POLICY, "A price is stale if nobody", "A price is stale when nobody");
        submit();

        HttpResponse<String> answer = service.send(service.request("/workshop/drafts/ada/approve")
                .header("Authorization", "Bearer " + service.token(Role.APPROVE))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("words=fine")));

        assertEquals(409, answer.statusCode());
        assertTrue(
                answer.body().contains("programs cannot approve drafts")
                        || answer.body().contains("Programs cannot approve drafts"),
                answer.body());
    }

    @Test
    void pricesByThemselvesNeedNobody() {
        String offers = text(OFFERS);
        String row = offers.lines()
                .filter(line -> line.startsWith("runpod-rtx-4090-on-demand,"))
                .findFirst()
                .orElseThrow();
        edit(OFFERS, row, row.replace(",0.34,", ",0.35,"));

        assertTrue(ada.page("/workshop/drafts/ada").text().contains("needs nobody's approval"));
        assertTrue(published().contains("is in force from now on"));
    }

    @Test
    void anEmergencyIsPossibleAndLoud() {
        edit(POLICY, "A price is stale if nobody", "A price is stale when nobody");

        String said = job(ada.submit(
                "/workshop/drafts/ada",
                "/workshop/drafts/ada/publish",
                Map.of("comment", "prices are wrong", "emergency", "yes")));

        assertTrue(said.contains("is in force from now on"), said);
        assertTrue(
                service.workshop().releases().active().orElseThrow().consent().emergency());
        assertTrue(ada.page("/workshop").select(".beware").text().contains("in an emergency"));
        assertTrue(ada.page("/workshop/history").text().contains("without the approvals that the policy asks for"));
    }

    private void edit(String path, String text, String instead) {
        String before = text(path);
        assertTrue(before.contains(text), text);
        HttpResponse<String> answer = ada.submit(
                "/workshop/drafts/ada",
                "/workshop/drafts/ada/files/" + path,
                Map.of("text", before.replace(text, instead), "seen", before));
        assertEquals(303, answer.statusCode(), answer.body());
    }

    private String text(String path) {
        return service.workshop()
                .drafts()
                .content(service.workshop().drafts().find("ada").orElseThrow())
                .files()
                .get(path);
    }

    private void submit() {
        String said = job(
                ada.submit("/workshop/drafts/ada", "/workshop/drafts/ada/submit", Map.of("comment", "Fewer words")));
        assertTrue(said.contains("answers change") || said.contains("answer changes"), said);
    }

    private String published() {
        return job(
                ada.submit("/workshop/drafts/ada", "/workshop/drafts/ada/publish", Map.of("comment", "Fewer words")));
    }

    /** What a job says once it has ended. */
    private String job(HttpResponse<String> started) {
        assertEquals(303, started.statusCode(), started.body());
        String path = RunningService.location(started);
        for (int i = 0; i < 1200; i++) {
            Document page = ada.page(path);
            if (page.select("progress").isEmpty()) {
                return page.select("main").text();
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("the job did not end");
    }

    private static HttpResponse<String> decide(Browser browser, String decision) {
        return decide(browser, decision, "I read the diff.");
    }

    private static HttpResponse<String> decide(Browser browser, String decision, String words) {
        return browser.submit("/workshop/drafts/ada", "/workshop/drafts/ada/" + decision, Map.of("words", words));
    }

    private List<String> acts() {
        return service.ledger().acts(100).stream().map(Act::act).toList();
    }
}
