package tunewise.web.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;
import tunewise.web.RunningService;

/** Pages over ledgers with a history of their own: a named requester, an erasure, a store that is gone. */
class OtherLedgersPagesTest {
    @Test
    void whoAsksMaySayTheirName(@TempDir Path other) {
        try (RunningService named = new RunningService(other)) {
            named.send(named.request("/api/recommendations")
                    .header("Content-Type", "application/json")
                    .header("From", "ada@tunewise.example")
                    .POST(HttpRequest.BodyPublishers.ofString(RunningService.QUESTION)));

            assertTrue(
                    named.page("/recommendations/answer-1").text().contains("By the API, from ada@tunewise.example"));
            assertEquals(
                    1,
                    named.page("/recommendations?requester=ada@tunewise.example")
                            .select("tbody tr")
                            .size());
        }
    }

    @Test
    void whereNothingCanBeWrittenNothingIsReady(@TempDir Path other) {
        try (RunningService closed = new RunningService(other)) {
            assertEquals(200, closed.get("/readyz").statusCode());
            closed.closeLedger();
            assertEquals(503, closed.get("/readyz").statusCode());
        }
    }

    @Test
    void anErasedAnswerSaysSo(@TempDir Path other) {
        try (RunningService erasing = new RunningService(other)) {
            erasing.submit("model=Llama+3.1+8B&tokens=20M&knowledge=guide");
            erasing.advice()
                    .ledger()
                    .erasure()
                    .erase(
                            () -> "erasure",
                            RunningService.NOW.plusSeconds(1),
                            new Actor(new Identity(Identity.SYSTEM, "ada", "Ada"), "command-line"),
                            RunningService.NOW);

            Document page = erasing.page("/recommendations/answer-1");
            assertTrue(page.selectFirst("h1").text().contains("was erased"));
            assertEquals(0, erasing.page("/recommendations").select("tbody tr").size());
            assertFalse(erasing.get("/recommendations/answer-1").body().contains("Llama"));
            assertTrue(erasing.advice().ledger().proof().verify().ok());
        }
    }
}
