package tunewise.web.ledger;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.FieldChange;
import tunewise.ledger.entry.Replay.RowChange;
import tunewise.wording.DisplayText;

/** What came of making a recommendation again. */
record ReplayView(Replay replay, boolean own, String model) {
    String headline() {
        return switch (replay.result()) {
            case SAME -> own ? "The same answer, byte for byte." : "The active release says the same.";
            case DIFFERENT -> own ? "Another answer than the one on record." : "The active release says otherwise.";
            case CANNOT -> "It cannot be made again.";
        };
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
