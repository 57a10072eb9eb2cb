package tunewise.cli.ledger;

import java.util.List;
import java.util.Objects;
import tunewise.ledger.entry.Replay;

/** What came of replays, as people read it on a terminal. */
public final class ReplayText {
    private static final int MOST_SHOWN = 12;

    private ReplayText() {}

    /** The last line, under those of replays that are not the same. */
    public static String counts(long same, long different, long cannot) {
        return same + " the same, " + different + " different, " + cannot + " cannot be replayed.";
    }

    /** A replay that is not the same. */
    public static String of(Replay replay) {
        StringBuilder text =
                new StringBuilder(replay.id() + ": " + replay.result().id());
        text.append(replay.why() == null ? "" : ": " + replay.why()).append('\n');
        replay.differences().stream().limit(MOST_SHOWN).forEach(change -> text.append("  ")
                .append(change.field())
                .append(": ")
                .append(Objects.requireNonNullElse(change.was(), "nothing"))
                .append(" became ")
                .append(Objects.requireNonNullElse(change.now(), "nothing"))
                .append('\n'));
        if (replay.differences().size() > MOST_SHOWN) {
            text.append("  and ")
                    .append(replay.differences().size() - MOST_SHOWN)
                    .append(" more fields\n");
        }
        list(text, "rules gained", replay.rulesGained());
        list(text, "rules lost", replay.rulesLost());
        list(text, "rules that read differently", replay.rulesChanged());
        list(
                text,
                "catalog rows changed",
                replay.catalogRows().stream()
                        .limit(MOST_SHOWN)
                        .map(row -> row.file() + " " + row.key())
                        .toList());
        return text.toString();
    }

    private static void list(StringBuilder text, String label, List<String> items) {
        if (!items.isEmpty()) {
            text.append("  ")
                    .append(label)
                    .append(": ")
                    .append(String.join(", ", items))
                    .append('\n');
        }
    }
}
