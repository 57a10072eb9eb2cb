package tunewise.cli.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TextOutput;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Checkpoint;

@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = "Signs the head of the chain. Keep the result where the operator cannot reach it.")
final class LedgerCheckpointCommand extends ExistingLedgerCommand {
    @Option(names = "--out", paramLabel = "FILE", description = "where to write it (default: standard output)")
    private @Nullable Path file;

    LedgerCheckpointCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        String json = ledger.proof()
                .checkpoint()
                .map(Checkpoint::json)
                .orElseThrow(
                        () -> new UnusableInputException("the ledger has no entry yet, so there is nothing to sign."));
        if (file == null) {
            out().println(json);
        } else {
            TextOutput.write(file, writer -> writer.write(json + "\n"));
            out().println("Signed into " + file + ".");
        }
        return 0;
    }
}
