package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.text.Choice;

/**
 * A recommendation made again, held against the one on record.
 *
 * @param release that it was made by
 * @param against release that it was made again by
 * @param engine version of the program that answered
 * @param engineNow version of the program that answered again
 * @param why it cannot be replayed, or what may explain a difference that neither rules nor catalogs do
 * @param differences fields of the answer, without the rules that fired
 * @param rulesGained ids of rules that fire now and did not
 * @param rulesLost ids of rules that fired and do not now
 * @param rulesChanged ids of rules that fired then or now and read differently in the two releases
 * @param catalogRows what changed in the catalogs between the two releases, what concerns the answer first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(
        String id,
        Result result,
        String release,
        String against,
        String engine,
        String engineNow,
        @Nullable String why,
        List<FieldChange> differences,
        List<String> rulesGained,
        List<String> rulesLost,
        List<String> rulesChanged,
        List<RowChange> catalogRows) {

    /** Which release is asked again. */
    public enum Against implements Choice {
        OWN,
        ACTIVE;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of it. */
    public enum Result implements Choice {
        SAME,
        DIFFERENT,
        CANNOT;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A value that changed; null where there is none. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record FieldChange(String field, @Nullable String was, @Nullable String now) {}

    /** A catalog row that was added, removed or changed, with the columns that differ. */
    public record RowChange(String file, String key, List<FieldChange> columns) {}
}
