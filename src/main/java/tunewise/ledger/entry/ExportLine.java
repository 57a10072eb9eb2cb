package tunewise.ledger.entry;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;

/** An entry as a line of an export, which {@link VerifyExport} proves. */
public final class ExportLine {
    private static final Pattern LINE =
            Pattern.compile("\\{\"hash\":\"([0-9a-f]{64})\",\"entry\":(\\{[^{}]*\\}),\"body\":(null|\\{.*\\})\\}");

    private ExportLine() {}

    public static String of(Entry entry) {
        return of(entry.hash(), EntryHash.text(entry), entry.body());
    }

    /** The line of an entry that was erased or that can still be read; body is empty where it was erased. */
    public static String of(String hash, String entry, String body) {
        return "{\"hash\":\"" + hash + "\",\"entry\":" + entry + ",\"body\":"
                + (body.equals(Entry.ERASED) ? "null" : body) + "}";
    }

    /**
     * The entry of a line; a line does not say which chain it is of.
     *
     * @throws IllegalArgumentException when it is no line of an export
     */
    public static Entry read(String chain, String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("this is no line of an export: "
                    + line.substring(0, Math.min(80, line.length())) + ". Maybe it was cut off.");
        }
        JsonNode entry = AnswerJson.MAPPER.readTree(parts.group(2));
        String body = parts.group(3);
        return new Entry(
                chain,
                entry.path("seq").asLong(),
                entry.path("id").asString(),
                entry.path("kind").asString(),
                Instant.parse(entry.path("createdAt").asString()),
                entry.path("release").asString(),
                entry.path("cameFrom").asString(),
                body.equals("null") ? Entry.ERASED : body,
                entry.path("bodyHash").asString(),
                entry.path("previousHash").asString(),
                parts.group(1));
    }
}
