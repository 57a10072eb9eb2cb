package tunewise.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Recommendation;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.replay.Replayer;
import tunewise.question.ModelAsk;
import tunewise.question.ModelHub;
import tunewise.question.ModelHubException;
import tunewise.question.QuestionFaultsException;
import tunewise.remote.BadServer.Answer;
import tunewise.service.AdviceService;
import tunewise.workshop.Releases;

/** Models that no catalog has, asked for at a hub that answers as hubs do on good days and bad. */
class HuggingFaceTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String CONFIG =
            """
            {"model_type": "llama", "hidden_size": 2048, "intermediate_size": 5632, "num_hidden_layers": 22,
             "num_attention_heads": 32, "num_key_value_heads": 4, "vocab_size": 32000,
             "max_position_embeddings": 2048, "tie_word_embeddings": false}""";
    private static final String ID = "somebody/Small-1B";
    private static final String QUESTION = "{\"model\": \"" + ID + "\", \"tokens\": 10000000}";

    private @Nullable BadServer server;

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aConfigIsFetchedOnceWithTheTokenAndKeepsTheId() throws IOException {
        HuggingFace hub = hub("hf_secret", Answer.of("200 OK", CONFIG));

        Map<String, Object> config = hub.config(ID).orElseThrow();

        assertEquals(ID, config.get("_name_or_path"));
        assertEquals("llama", config.get("model_type"));
        assertEquals(config, hub.config(ID).orElseThrow());
        String request = server == null ? "" : String.join("", server.requests());
        assertTrue(request.startsWith("GET /somebody/Small-1B/resolve/main/config.json"), request);
        assertTrue(request.contains("Authorization: Bearer hf_secret"), request);
    }

    /** As the hub does: it points to a cache of its own first. */
    @Test
    void aHubThatPointsElsewhereIsFollowedAndOneInCirclesIsNot() throws IOException {
        Answer elsewhere = Answer.of(
                "HTTP/1.1 307 Elsewhere\r\nLocation: /cache/config.json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        HuggingFace hub = hub("hf_secret", elsewhere, Answer.of("200 OK", CONFIG));
        assertEquals("llama", hub.config(ID).orElseThrow().get("model_type"));
        String second = server == null ? "" : server.requests().get(1);
        assertTrue(second.startsWith("GET /cache/config.json "), second);
        assertTrue(second.contains("Authorization: Bearer hf_secret"), second);

        assertTrue(refusal(elsewhere, elsewhere, elsewhere, elsewhere, elsewhere, elsewhere)
                .contains("answered 307"));
    }

    @Test
    void anEstimateIsMadeOfAModelThatOnlyTheHubHas(@TempDir Path folder) throws IOException {
        try (Ledger ledger = Ledger.open(folder)) {
            AdviceService service = new AdviceService(
                    ShippedRules.ADVISOR,
                    ledger,
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    () -> "answer",
                    "test",
                    hub(null, Answer.of("200 OK", CONFIG)));
            EstimateAnswer answer = service.estimates().answer("{\"model\": \"" + ID + "\", \"method\": \"lora\"}");
            assertEquals(ID, answer.model().name());
        }
    }

    @Test
    void whatIsNoIdIsNotAskedFor() throws IOException {
        HuggingFace hub = hub(null);
        for (String text : List.of(
                "Llama 3",
                "a/b/c",
                "../etc/passwd",
                "somebody/..",
                "http://elsewhere/x",
                "a/b?c",
                "a/b#c",
                "a/b%2fc",
                "")) {
            assertEquals(Optional.empty(), hub.config(text), text);
        }
        assertEquals(List.of(), server == null ? List.of() : server.requests());
    }

    @Test
    void whyItCannotBeHadIsSaid() throws IOException {
        assertEquals(
                "there is no '" + ID + "' with a config.json on 127.0.0.1. Maybe it is misspelt, or holds only an"
                        + " adapter or a GGUF file.",
                refusal(Answer.of("404 Not Found", "")));
        assertTrue(refusal(Answer.of("401 Unauthorized", "")).contains("only to people with access"));
        assertTrue(refusal(Answer.of("200 OK", "<html>")).contains("is not a JSON object. Maybe paste"));
        assertTrue(refusal(Answer.of("200 OK", "[1]")).contains("is not a JSON object. Maybe paste"));
        assertTrue(refusal(Answer.of("200 OK", "x".repeat((1 << 20) + 1))).contains("longer than any"));
        assertTrue(
                refusal(Answer.of("500 Oops", ""), Answer.of("500 Oops", "")).contains("answered 500, after 2 tries"));
        assertTrue(
                refusal(Answer.of("no HTTP"), Answer.of("no HTTP")).contains("Maybe paste its config.json instead."));
    }

    @Test
    void aHubThatDoesNotAnswerIsNotWaitedForTwice() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Answer silence = out -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        HuggingFace hub = hub(null, silence);

        String first =
                assertThrows(ModelHubException.class, () -> hub.config(ID)).getMessage();
        String second =
                assertThrows(ModelHubException.class, () -> hub.config(ID)).getMessage();
        never.countDown();

        assertTrue(first.contains("took longer than 1 seconds"), first);
        assertEquals("127.0.0.1 could not be reached a moment ago. Maybe paste its config.json instead.", second);
    }

    @Test
    void theAnswerIsRecordedWithWhatWasFoundSoThatItCanBeReplayedAlone(@TempDir Path folder) throws IOException {
        ModelHub hub = hub(null, Answer.of("200 OK", CONFIG));
        try (Ledger ledger = Ledger.open(folder)) {
            new Releases(ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "publication")
                    .publish(ShippedRules.WORKSPACE, null, "Ada", "the first", "page");
            AdviceService service = new AdviceService(
                    ShippedRules.ADVISOR, ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "answer", "test", hub);

            Recommendation answer = service.advise(QUESTION, "api");

            ModelAsk.Configured asked = assertInstanceOf(
                    ModelAsk.Configured.class, answer.question().model());
            assertEquals(ID, asked.config().get("_name_or_path"));
            assertEquals(ID, answer.model().name());
            try (Replayer replayer = Replayer.of(ledger, "test", CompiledRules::of)) {
                assertEquals(
                        Replay.Result.SAME,
                        replayer.replay("answer", Replay.Against.OWN)
                                .orElseThrow()
                                .result());
            }
        }
    }

    @Test
    void whoStillFillsInAFormIsNotWarnedOfAModelThatAHubMayKnowAndTheHubIsNotAsked(@TempDir Path folder)
            throws IOException {
        Map<String, List<String>> form = Map.of("model", List.of(ID), "tokens", List.of("1M"));
        try (Ledger ledger = Ledger.open(folder)) {
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            assertEquals(
                    List.of(),
                    new AdviceService(ShippedRules.ADVISOR, ledger, clock, () -> "answer", "test", hub(null))
                            .faults(form));
            assertEquals(List.of(), server == null ? List.of() : server.requests());
            assertEquals(
                    "model",
                    new AdviceService(ShippedRules.ADVISOR, ledger, clock, () -> "answer", "test")
                            .faults(form)
                            .get(0)
                            .field());
        }
    }

    @Test
    void withoutAHubAnUnknownNameStaysUnknown(@TempDir Path folder) {
        try (Ledger ledger = Ledger.open(folder)) {
            AdviceService service = new AdviceService(
                    ShippedRules.ADVISOR, ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "answer", "test");
            QuestionFaultsException faults =
                    assertThrows(QuestionFaultsException.class, () -> service.advise(QUESTION, "api"));
            assertFalse(
                    faults.faults().toString().contains("hub"), faults.faults().toString());
        }
    }

    private String refusal(Answer... answers) throws IOException {
        HuggingFace hub = hub(null, answers);
        return String.valueOf(
                assertThrows(ModelHubException.class, () -> hub.config(ID)).getMessage());
    }

    private HuggingFace hub(@Nullable String token, Answer... answers) throws IOException {
        close();
        server = new BadServer(List.of(answers));
        URI address = server.address();
        Download download = new Download(
                new Download.Patience(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), 2, Duration.ZERO, Duration.ZERO, 1 << 20),
                Clock.fixed(NOW, ZoneOffset.UTC),
                time -> {});
        return new HuggingFace(address, token, download, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
