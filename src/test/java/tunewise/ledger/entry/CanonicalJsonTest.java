package tunewise.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.AnswerJson;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Knowledge;

/** The canonical form beside that of the reference implementation of RFC 8785. */
class CanonicalJsonTest {
    /** The example of RFC 8785, section 3.2.2, and its form of section 3.2.3. */
    @Test
    void writesTheExampleOfTheStandard() {
        assertEquals(
                "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
                canonical("{\"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],"
                        + " \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                        + " \"literals\": [null, true, false]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740991, 9007199254740991",
        "9007199254740993, 9007199254740992",
        "-9007199254740993, -9007199254740992",
        "123456789012345678901234567890, 1.2345678901234568e+29",
        "100000000000000000000, 100000000000000000000",
        "1000000000000000000000, 1e+21",
        "-0.0, 0",
        "-0, 0",
        "10.0, 10",
        "1e-7, 1e-7",
        "0.000001, 0.000001",
    })
    void writesNumbersAsEcmaScriptDoes(String number, String expected) {
        assertEquals("[" + expected + "]", canonical("[" + number + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"a\":[]}", "[{},[]]"})
    void writesWhatIsEmpty(String json) throws IOException {
        assertEquals(json, canonical(json));
        assertEquals(reference(json), canonical(json));
    }

    @Test
    void writesAnAnswerAsTheReferenceDoes() throws IOException {
        for (Knowledge lens : Knowledge.values()) {
            String answer = AnswerJson.write(ShippedRules.ADVISOR.advise(
                    ShippedRules.question(
                            "{\"model\": \"Llama 3.1 8B\", \"tokens\": 1e7, \"knowledge\": \"" + lens.id() + "\"}"),
                    "id",
                    Instant.EPOCH));
            assertEquals(reference(answer), canonical(answer));
        }
    }

    @Test
    void writesWhateverComesAsTheReferenceDoes() throws IOException {
        Random random = new Random(8_785);
        for (int i = 0; i < 2_000; i++) {
            String json = object(random, 3).toString();
            assertEquals(reference(json), canonical(json));
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = text(random);
            switch (random.nextInt(depth > 0 ? 7 : 5)) {
                case 0 -> object.put(name, text(random));
                case 1 -> object.put(name, random.nextLong());
                case 2 -> object.put(name, random.nextInt());
                case 3 -> object.put(name, Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
                case 4 -> object.put(name, random.nextBoolean());
                case 5 -> object.set(name, object(random, depth - 1));
                default -> {
                    ArrayNode array = object.putArray(name);
                    for (int k = random.nextInt(4); k > 0; k--) {
                        array.add(object(random, depth - 1)).add(random.nextInt(100_000) / 1_000.0);
                    }
                }
            }
        }
        return object;
    }

    /** Some of all that has to be escaped, of ASCII, of other letters and of pairs of code units. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "\"\\/\u007f".charAt(random.nextInt(4));
                        case 2 -> 0x1F600 + random.nextInt(60);
                        case 3 -> 0xE000 + random.nextInt(0x1000);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    private static String canonical(String json) {
        return CanonicalJson.of(AnswerJson.MAPPER.readTree(json));
    }

    private static String reference(String json) throws IOException {
        return new JsonCanonicalizer(json).getEncodedString();
    }
}
