package tunewise.web.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.FieldChange;
import tunewise.ledger.entry.Replay.RowChange;
import tunewise.wording.DisplayText;

/** What came of making a recommendation again. */
record ReplayView(Replay replay, boolean own, String model) {
    private static final Pattern NUMBERED = Pattern.compile("\\[(\\d+)]");

    String headline() {
        return switch (replay.result()) {
            case SAME -> own ? "The same answer, byte for byte." : "Today's release says the same.";
            case DIFFERENT ->
                sameSetup()
                        ? "Same set-up, " + differing()
                        : own ? "Another set-up than the one on record." : "Today's release picks another set-up.";
            case CANNOT -> "We cannot replay it.";
        };
    }

    private String differing() {
        return switch (fields().size()) {
            case 0 -> "found by other rules.";
            case 1 -> "1 field differs.";
            default -> fields().size() + " fields differ.";
        };
    }

    private boolean sameSetup() {
        return fields().stream()
                .noneMatch(change -> change.field().equals("outcome")
                        || change.field().equals("setup")
                        || change.field().startsWith("setup."));
    }

    /** Where a field stands in the answer, in words: "alternative 1, estimate, hours". */
    static String place(String path) {
        Matcher numbered = NUMBERED.matcher(path);
        String counted = numbered.replaceAll(each -> " " + (Integer.parseInt(each.group(1)) + 1));
        return DisplayText.sentence(Stream.of(counted.split("\\.", -1))
                .map(part -> part.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT))
                .map(part -> part.matches(".*s \\d+") ? part.replaceFirst("s (?=\\d+$)", " ") : part)
                .collect(Collectors.joining(", ")));
    }

    boolean good() {
        return replay.result() == Replay.Result.SAME;
    }

    @Nullable
    String why() {
        return replay.why() == null ? null : DisplayText.sentence(replay.why());
    }

    List<FieldChange> fields() {
        return replay.differences();
    }

    List<RowChange> rows() {
        return replay.catalogRows();
    }

    static String shown(@Nullable String value) {
        return Objects.requireNonNullElse(value, "nothing");
    }

    static String columns(RowChange row) {
        return DisplayText.list(row.columns().stream()
                .map(column -> column.field() + " " + shown(column.was()) + " → " + shown(column.now()))
                .toList());
    }
}
