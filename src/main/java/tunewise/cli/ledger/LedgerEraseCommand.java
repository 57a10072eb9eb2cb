package tunewise.cli.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tunewise.access.Role;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;

@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = "Erases the content of recommendations from before a day. Their hashes stay, you can still prove"
                + " the chain, and an entry records it. You cannot undo this.")
final class LedgerEraseCommand extends ExistingLedgerCommand {
    @Option(names = "--before", paramLabel = "DAY", required = true, description = "the first day that is kept")
    private LocalDate before = LocalDate.EPOCH;

    LedgerEraseCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        Clock clock = Clock.systemUTC();
        if (before.isAfter(LocalDate.now(clock))) {
            throw new ParameterException(
                    spec.commandLine(), "--before " + before + " is in the future. Maybe you mean another year.");
        }
        long erased = ledger.erasure()
                .erase(
                        services::newId,
                        before.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        Operator.of(services, ledger, Set.of(Role.ADMINISTER)),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
        out().println("Erased the bodies of " + erased + " recommendations from before " + before + ".");
        return 0;
    }
}
