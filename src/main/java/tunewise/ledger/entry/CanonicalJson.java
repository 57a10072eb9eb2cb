package tunewise.ledger.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;
import tools.jackson.databind.JsonNode;

/**
 * JSON in canonical form (RFC 8785): members sorted by the UTF-16 code units of their names, numbers as ECMAScript writes
 * doubles, nothing escaped that need not be, no white space. Written from a tree, as whoever hands in a text has use for
 * the tree too; {@link CanonicalRecords} writes records without one.
 */
public final class CanonicalJson {
    /** From here on not every whole number is a double. */
    private static final long INEXACT = 1L << 53;

    private final StringBuilder text = new StringBuilder(8_192);

    private CanonicalJson() {}

    public static String of(JsonNode node) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.write(node);
        return canonical.text.toString();
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> members(node);
            case ARRAY -> {
                char before = '[';
                for (JsonNode each : node) {
                    text.append(before);
                    write(each);
                    before = ',';
                }
                text.append(before == '[' ? "[]" : "]");
            }
            case STRING -> quoted(node.stringValue());
            case NUMBER -> number(node);
            default -> text.append(node);
        }
    }

    private void members(JsonNode node) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        members.sort(Map.Entry.comparingByKey());
        char before = '{';
        for (Map.Entry<String, JsonNode> member : members) {
            text.append(before);
            quoted(member.getKey());
            text.append(':');
            write(member.getValue());
            before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private void number(JsonNode node) {
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        text.append(whole ? number(node.longValue()) : number(node.doubleValue()));
    }

    /** A whole number; beyond a certain size it is no double of its own, and is written as the nearest. */
    static String number(long whole) {
        return Math.abs(whole) < INEXACT ? Long.toString(whole) : number((double) whole);
    }

    /** A double as ECMAScript writes it. */
    static String number(double value) {
        try {
            return NumberToJSON.serializeNumber(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a number is beyond what JSON can say: " + value, e);
        }
    }

    private void quoted(String value) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each < ' ' || each == '"' || each == '\\') {
                text.append(value, from, i);
                escaped(each);
                from = i + 1;
            }
        }
        text.append(value, from, value.length()).append('"');
    }

    private void escaped(char each) {
        switch (each) {
            case '"', '\\' -> text.append('\\').append(each);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append(each < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(each));
        }
    }
}
