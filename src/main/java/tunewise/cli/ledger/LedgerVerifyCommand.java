package tunewise.cli.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TextInput;
import tunewise.ledger.Ledger;
import tunewise.ledger.verify.Verification;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Recomputes the chain and names the first entry that was altered, removed, inserted or moved.")
final class LedgerVerifyCommand extends ExistingLedgerCommand {
    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint kept elsewhere, which reveals a lost or rewritten tail")
    private @Nullable Path checkpoint;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the public key that signed it (default: the ledger's own)")
    private @Nullable Path key;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    LedgerVerifyCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        if (key != null && checkpoint == null) {
            throw new ParameterException(spec.commandLine(), "--key needs --checkpoint.");
        }
        Verification verification = ledger.proof()
                .verify(
                        checkpoint == null ? "" : TextInput.read(checkpoint),
                        key == null ? ledger.proof().publicKey() : TextInput.read(key));
        out().println(json ? AnswerJson.MAPPER.writeValueAsString(verification) : verification.summary());
        return verification.ok() ? 0 : ExitCode.FOUND_SOMETHING;
    }
}
