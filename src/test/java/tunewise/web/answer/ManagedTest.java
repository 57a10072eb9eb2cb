package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;

/** Providers that train for you stand beside the set-ups, on the page and in JSON, and nothing ranks them. */
class ManagedTest {
    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theyAreShownWithThePriceOfTheseTokens() {
        Document page = service.answerTo("model=Llama+3.1+8B&tokens=20+million&knowledge=evidence");
        String managed = page.select("#managed").text();

        assertTrue(
                managed.contains("Fireworks trains LoRA: $10.00, at $0.50 a million tokens, price of 7 October 2026"),
                managed);
        assertTrue(managed.contains("You send your data to Fireworks"), managed);
        assertTrue(page.select(".managed-short").text().startsWith("Or rent no machine: "), page.text());
    }

    @Test
    void noSetUpGivesWayToThem() {
        JsonNode answer = AnswerJson.MAPPER.readTree(service.ask(
                        """
                {"model": "meta-llama/Llama-3.1-8B", "tokens": 1000000, "knowledge": "evidence"}""")
                .body());

        assertEquals("fireworks-16b-sft-lora", answer.at("/managed/0/offer").asString());
        assertEquals(0.5, answer.at("/managed/0/costUsd/central").asDouble());
        assertTrue(answer.get("feasible").size() > 0);
        for (JsonNode feasible : answer.get("feasible")) {
            assertTrue(!feasible.get("provider").asString().equals("fireworks"), feasible.toString());
        }
    }

    /** Nor whoever rents nothing, asks by the guide, or trains with images. */
    @Test
    void whoDoesNotWantThemSeesNone() {
        for (String more : new String[] {
            "\"knowledge\": \"guide\"",
            "\"rent\": \"no\", \"ownGpus\": [{\"gpu\": \"rtx-4090\", \"count\": 1}]",
            "\"providers\": [\"runpod\"]"
        }) {
            String answer = service.ask("{\"model\": \"meta-llama/Llama-3.1-8B\", \"tokens\": 1000000, " + more + "}")
                    .body();
            assertTrue(answer.contains("\"outcome\""), answer);
            assertTrue(!answer.contains("\"managed\""), more);
        }
    }
}
