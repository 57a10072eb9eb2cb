package tunewise.cli.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tunewise.access.Role;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.RunReport;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Reports how a recommendation ran. Leave out what you do not know.")
final class LedgerReportCommand extends ExistingLedgerCommand {
    @Parameters(paramLabel = "ID", description = "the recommendation")
    private String id = "";

    @Option(names = "--peak-gib", paramLabel = "GIB", description = "of the fullest GPU, as nvidia-smi shows it")
    private @Nullable String peakGib;

    @Option(names = "--tokens-per-second", paramLabel = "N", description = "of all GPUs together")
    private @Nullable String tokensPerSecond;

    @Option(names = "--usd", paramLabel = "USD", description = "what training cost")
    private @Nullable String usd;

    @Option(names = "--hours", paramLabel = "HOURS", description = "of training")
    private @Nullable String hours;

    @Option(names = "--out-of-memory", description = "it ran out of memory")
    private boolean outOfMemory;

    @Option(names = "--note", paramLabel = "TEXT", description = "a note for others")
    private @Nullable String note;

    @Option(names = "--name", paramLabel = "NAME", description = "who ran it (default: who is logged in)")
    private @Nullable String name;

    LedgerReportCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        Map<String, String> given = new HashMap<>();
        put(given, "peakGib", peakGib);
        put(given, "tokensPerSecond", tokensPerSecond);
        put(given, "usd", usd);
        put(given, "hours", hours);
        put(given, "outOfMemory", outOfMemory ? "yes" : null);
        put(given, "note", note);
        Actor actor = Operator.of(services, ledger, Set.of(Role.ASK, Role.ANALYSE));
        put(given, "name", Operator.name(actor, name));
        RunReport.Filled filled = RunReport.read(given);
        RunReport report = ledger.find(id)
                .filter(entry -> entry.kind().equals(EntryKind.RECOMMENDATION))
                .map(entry -> ledger.feedback().report(services.newId(), entry, filled, services.now(), actor))
                .orElseThrow(() -> new UnusableInputException("the ledger holds no recommendation '" + id
                        + "'. Maybe the id is cut off, or --data names another folder."));
        out().println("Recorded as " + report.id() + ". 'tunewise ledger accuracy' sets it beside the estimate.");
        return 0;
    }

    private static void put(Map<String, String> given, String field, @Nullable String value) {
        if (value != null) {
            given.put(field, value);
        }
    }
}
