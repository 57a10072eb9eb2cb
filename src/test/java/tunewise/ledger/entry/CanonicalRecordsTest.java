package tunewise.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.RandomQuestions;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/** Records written in one pass beside the way by a tree, and beside the reference implementation of RFC 8785. */
class CanonicalRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123Z");
    private static final JsonMapper PLAIN = new JsonMapper();

    @Test
    void everyScenarioIsWrittenHashedAndIndexedAsByATree() throws Exception {
        for (Scenario scenario : ShippedRules.FIXTURES.scenarios()) {
            Recommendation answer = scenario.answer(ShippedRules.advisor(scenario));
            assertSame(new RecommendationBody(scenario.asks().toString(), "0.3.0", null, answer));
        }
    }

    @Test
    void soAreQuestionsAtRandom() throws Exception {
        for (String question : RandomQuestions.of(24, 30)) {
            Recommendation answer = ShippedRules.ADVISOR.advise(
                    Scenario.question(ShippedRules.ADVISOR, question), "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", NOW);
            assertSame(new RecommendationBody(
                    question, "0.3.0", "Wörter \"und\" \u000b\u001f\u007f \\ / \ud83d\ude00", answer));
        }
    }

    @Test
    void aModelsConfigIsSortedTooWhateverNumbersItHas() throws Exception {
        Map<String, Object> config = new HashMap<>();
        config.put("zeta", List.of(1e-7, 0.1 + 0.2, -0.0, 1e21, 1.5e300, 123456.0, 9007199254740992.0));
        config.put("Alpha", Map.of("b", 9007199254740993L, "a", -9007199254740993L, "€", 1, "\u000f", 2));
        config.put("big", new BigInteger("123456789012345678901234567890"));
        config.put("decimal", new BigDecimal("12.3400"));
        config.put("flag", true);
        assertEquals(
                new JsonCanonicalizer(PLAIN.writeValueAsString(config)).getEncodedString(),
                CanonicalRecords.of(config));
    }

    @Test
    void numbersAreThoseOfTheReferenceWhateverTheirSize() throws Exception {
        Random random = new Random(24);
        for (int n = 0; n < 20_000; n++) {
            double value = n % 2 == 0
                    ? Math.rint(random.nextDouble() * Math.pow(10, random.nextInt(14)))
                            / Math.pow(10, random.nextInt(9))
                    : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String number = CanonicalRecords.of(List.of(value));
                assertEquals(new JsonCanonicalizer("[" + value + "]").getEncodedString(), number);
            }
        }
    }

    private static void assertSame(RecommendationBody body) throws Exception {
        String json = AnswerJson.MAPPER.writeValueAsString(body);
        PreparedEntry byTree = PreparedEntry.of(
                new NewEntry(body.recommendation().id(), EntryKind.RECOMMENDATION, NOW, "release", "api", json));
        PreparedEntry once = PreparedEntry.of(NOW, "release", "api", body);
        assertEquals(byTree.body(), once.body());
        assertEquals(new JsonCanonicalizer(json).getEncodedString(), once.body());
        assertEquals(byTree.bodyHash(), once.bodyHash());
        assertEquals(byTree.indexed(), once.indexed());
        assertEquals(once.body(), Packed.unpack(once.packed()));
        assertTrue(once.packed().length < once.body().length() / 3);
    }
}
