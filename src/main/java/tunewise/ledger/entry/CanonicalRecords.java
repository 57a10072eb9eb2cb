package tunewise.ledger.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tunewise.advice.AnswerJson;
import tunewise.advice.PlainNumber;

/** Records as {@link CanonicalJson} has what they say, written in one pass. */
final class CanonicalRecords {
    /** Between these ECMAScript writes without an exponent. */
    private static final double LEAST_PLAIN = 1e-6;

    private static final double MOST_PLAIN = 1e15;

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().characterEscapes(new Escapes()).build())
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(AnswerJson.models())
            .addModule(new SimpleModule("canonical")
                    .addSerializer(Double.class, new Numbers<>(Double.class))
                    .addSerializer(Double.TYPE, new Numbers<>(Double.class))
                    .addSerializer(Long.class, new Numbers<>(Long.class))
                    .addSerializer(Long.TYPE, new Numbers<>(Long.class))
                    .addSerializer(BigInteger.class, new Numbers<>(BigInteger.class))
                    .addSerializer(BigDecimal.class, new Numbers<>(BigDecimal.class)))
            .build();

    private CanonicalRecords() {}

    static String of(Object written) {
        return MAPPER.writeValueAsString(written);
    }

    private static String number(Number value) {
        if (value instanceof Long || (value instanceof BigInteger big && big.bitLength() < Long.SIZE)) {
            return CanonicalJson.number(value.longValue());
        }
        double rounded = value.doubleValue();
        double size = Math.abs(rounded);
        boolean plain = size == 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN);
        return plain ? PlainNumber.of(rounded) : CanonicalJson.number(rounded);
    }

    private static final class Numbers<N extends Number> extends StdSerializer<N> {
        Numbers(Class<N> kind) {
            super(kind);
        }

        @Override
        public void serialize(N value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(number(value));
        }
    }

    /** Control characters without a short name have hexadecimal ones in lower case. */
    private static final class Escapes extends CharacterEscapes {
        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            for (int code = 0; code < codes.length; code++) {
                codes[code] = codes[code] == ESCAPE_STANDARD ? ESCAPE_CUSTOM : codes[code];
            }
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int code) {
            return code >= ' '
                    ? null
                    : new SerializedString((code < 0x10 ? "\\u000" : "\\u00") + Integer.toHexString(code));
        }
    }
}
