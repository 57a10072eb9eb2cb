package tunewise.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.StoredBackup;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.question.QuestionFaultsException;

@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class AdviceServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123456Z");

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private StoredBackup shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    @Test
    void anAnswerIsKeptAsItWasGivenAndComesBackTheSame() {
        try (Ledger ledger = shelf.open()) {
            Recommendation given = service(ledger)
                    .advise(
                            """
                            {"model": "Llama 3.1 8B", "tokens": 20000000, "budgetUsd": 50, "deadlineHours": 24.5,
                             "methods": ["lora", "qlora"], "workload": {"inferenceCalls": 100000}}
                            """,
                            "api");
            assertEquals("id-1", given.id());
            assertEquals(Instant.parse("2026-11-24T10:00:00.123Z"), given.createdAt());
            Recommendation kept = service(ledger).find("id-1").orElseThrow();
            assertEquals(AnswerJson.write(given), AnswerJson.write(kept));
            Entry entry = ledger.find("id-1").orElseThrow();
            assertEquals("api", entry.cameFrom());
            assertEquals(given.release().id(), entry.release());
            assertTrue(entry.body().contains("\"asked\":"), entry.body());
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void anAnswerThatWasAlteredIsNotShownAsTheOneThatWasGiven() throws Exception {
        try (Ledger ledger = shelf.open()) {
            service(ledger).advise("{\"model\": \"Llama 3.1 8B\", \"tokens\": 20000000}", "api");
            shelf.raw("update entries set came_from = 'page'");
            LedgerUnavailableException refused = assertThrows(
                    LedgerUnavailableException.class, () -> service(ledger).find("id-1"));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("entry 1 was altered after it was recorded"));
        }
    }

    @Test
    void aFormAndItsJsonHaveTheSameAnswer() {
        try (Ledger ledger = shelf.open()) {
            Recommendation json = service(ledger)
                    .advise("{\"model\": \"Llama 2 13B\", \"tokens\": 10000000, \"gpus\": [\"l40s\"]}", "api");
            Recommendation form = new AdviceService(ShippedRules.ADVISOR, ledger, clock(), () -> "id-2", "test")
                    .adviseForm(
                            Map.of("model", List.of("Llama 2 13B"), "tokens", List.of("10M"), "gpus", List.of("l40s")),
                            "page");
            assertEquals(AnswerJson.write(json).replace("id-1", "id-2"), AnswerJson.write(form));
        }
    }

    @Test
    void aFaultyQuestionIsNotRecorded() {
        try (Ledger ledger = shelf.open()) {
            assertThrows(QuestionFaultsException.class, () -> service(ledger)
                    .advise("{\"model\": \"Mistral 13B\", \"tokens\": 0}", "api"));
            assertEquals(0, ledger.count());
        }
    }

    @Test
    void noRecordMeansNoAnswer() {
        Ledger ledger = shelf.open();
        ledger.close();
        assertThrows(LedgerUnavailableException.class, () -> service(ledger)
                .advise("{\"model\": \"Llama 2 13B\", \"tokens\": 10000000}", "api"));
    }

    private static AdviceService service(Ledger ledger) {
        return new AdviceService(ShippedRules.ADVISOR, ledger, clock(), () -> "id-1", "test");
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }
}
