package tunewise.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tunewise.advice.AnswerJson;
import tunewise.audit.Ledger;
import tunewise.audit.Reality;

@Command(
        name = "reality",
        mixinStandardHelpOptions = true,
        description = "What runs came to beside what was estimated, by stack, GPU and method.")
final class LedgerReality extends LedgerCommand {
    @Option(names = "--json", description = "for programs, with every run")
    private boolean json;

    LedgerReality(Wiring wiring) {
        super(wiring);
    }

    @Override
    int call(Ledger ledger) {
        Reality reality = Reality.of(ledger);
        if (json) {
            out().println(AnswerJson.MAPPER.writeValueAsString(reality));
            return 0;
        }
        out().println(String.format(
                Locale.ROOT,
                "%-8s %-24s %5s %7s %9s %9s %9s %9s",
                "by",
                "",
                "runs",
                "no room",
                "memory",
                "tokens/s",
                "hours",
                "cost"));
        for (Reality.Group group : reality.groups()) {
            out().println(String.format(
                    Locale.ROOT,
                    "%-8s %-24s %5d %7d %9s %9s %9s %9s",
                    group.by(),
                    group.value(),
                    group.runs(),
                    group.outOfMemory(),
                    percent(group.memoryError()),
                    percent(group.speedError()),
                    percent(group.hoursError()),
                    percent(group.costError())));
        }
        out().println("Medians of measured over estimated: +10% is a tenth more than was estimated.");
        return 0;
    }

    private static String percent(@Nullable Double error) {
        return error == null ? "" : String.format(Locale.ROOT, "%+.0f%%", 100 * error);
    }
}
