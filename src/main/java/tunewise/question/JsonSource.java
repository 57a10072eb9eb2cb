package tunewise.question;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tunewise.text.ValueText;

/**
 * Reads JSON strictly: no field twice, nothing after the end, no bombs; numbers keep every digit that counts. Only the
 * Infinity and NaN that Python writes are read too, as texts, which no number of a question may be.
 */
final class JsonSource {
    private static final int DEEPEST = 50;
    private static final int LONGEST = 4 << 20;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_NUMBER = 100;

    private static final Set<String> NOT_FINITE =
            Set.of("NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF", "+INF");
    private static final int LARGEST_EXPONENT = 1_000;

    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            " \\(or 'NaN'/'\\+INF'/'-INF'\\)| \\(code \\d+\\)|, code \\d+|\\?? \\((?:for|start|not) .*|: enable .*",
            Pattern.DOTALL);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LONGEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;

    private JsonSource(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The one object that a text holds.
     *
     * @param what names the object in a fault, as in "a question"
     * @throws JsonFault when the text holds anything else
     */
    static Map<String, @Nullable Object> object(String json, String what) {
        String text = json.startsWith("\uFEFF") ? json.substring(1) : json;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            try {
                return new JsonSource(parser).object(what);
            } catch (JacksonException e) {
                throw fault(e, parser.currentLocation());
            }
        }
    }

    private Map<String, @Nullable Object> object(String what) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new JsonFault(1, 1, what + " is an object in braces, but this is empty. Maybe the text got lost.");
        }
        if (first != JsonToken.START_OBJECT) {
            Object value = value(first);
            throw new JsonFault(
                    1,
                    1,
                    what + " is an object in braces, not " + ValueText.value(value)
                            + ". Maybe the braces are missing.");
        }
        Map<String, @Nullable Object> object = members();
        if (parser.nextToken() != null) {
            throw here("something follows after the end of " + what
                    + ". Maybe two were joined, or there is one brace too many.");
        }
        return object;
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (members.containsKey(name)) {
                throw here("the field " + ValueText.value(name) + " appears twice. Maybe remove one of the two.");
            }
            members.put(name, value(parser.nextToken()));
        }
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> items() {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return Collections.unmodifiableList(items);
    }

    private @Nullable Object value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> members();
            case START_ARRAY -> items();
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Int, long or double where they hold the number, and a decimal where they do not. */
    private Object number(String digits) {
        if (NOT_FINITE.contains(digits)) {
            return digits;
        }
        BigDecimal number = decimal(digits);
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && number.precision() <= 18) {
            long whole = number.longValueExact();
            return whole == (int) whole ? (Number) (int) whole : (Number) whole;
        }
        double value = number.doubleValue();
        return new BigDecimal(Double.isFinite(value) ? Double.toString(value) : "0").compareTo(number) == 0
                ? (Number) value
                : number;
    }

    private BigDecimal decimal(String digits) {
        try {
            BigDecimal number = new BigDecimal(digits);
            if (Math.abs((long) number.scale()) <= LARGEST_EXPONENT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Its exponent is larger still.
        }
        throw here("the number " + ValueText.text(digits) + " is far out of range. Maybe its exponent is wrong.");
    }

    /** What the parser says and where, without the parts that are for programmers. */
    private static JsonFault fault(JacksonException e, TokenStreamLocation reached) {
        TokenStreamLocation at = e.getLocation() == null ? reached : e.getLocation();
        String message;
        if (e instanceof UnexpectedEndOfInputException) {
            message = "the text ends too early. Maybe a closing brace, bracket or quote is missing at its end.";
        } else if (e instanceof StreamConstraintsException) {
            message = "this is too long or too deeply nested. Maybe something else was pasted.";
        } else {
            message = "this is not JSON. "
                    + FOR_PROGRAMMERS.matcher(e.getOriginalMessage()).replaceAll("") + ".";
        }
        return new JsonFault(at.getLineNr(), at.getColumnNr(), message);
    }

    private JsonFault here(String message) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new JsonFault(at.getLineNr(), at.getColumnNr(), message);
    }
}
