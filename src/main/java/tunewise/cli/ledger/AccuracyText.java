package tunewise.cli.ledger;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.service.EstimateVersusActual;

/** How far runs were from their estimates, as a table for a terminal. */
public final class AccuracyText {
    private AccuracyText() {}

    public static String of(EstimateVersusActual accuracy) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                        Locale.ROOT,
                        "%-8s %-24s %5s %7s %9s %9s %9s %9s",
                        "by",
                        "",
                        "runs",
                        "no room",
                        "memory",
                        "tokens/s",
                        "hours",
                        "cost"))
                .append('\n');
        for (EstimateVersusActual.Group group : accuracy.groups()) {
            text.append(String.format(
                            Locale.ROOT,
                            "%-8s %-24s %5d %7d %9s %9s %9s %9s",
                            group.by(),
                            group.value(),
                            group.runs(),
                            group.outOfMemory(),
                            percent(group.memoryError()),
                            percent(group.speedError()),
                            percent(group.hoursError()),
                            percent(group.costError())))
                    .append('\n');
        }
        text.append("Medians of measured over estimated: +10% is a tenth above the estimate.\n");
        return text.toString();
    }

    private static String percent(@Nullable Double error) {
        return error == null ? "" : String.format(Locale.ROOT, "%+.0f%%", 100 * error);
    }
}
