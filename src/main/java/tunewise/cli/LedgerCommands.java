package tunewise.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.audit.Ledger;
import tunewise.audit.Verification;

/** What auditors do with the ledger. */
@Command(name = "ledger", mixinStandardHelpOptions = true, description = "Proves that no record was altered.")
final class LedgerCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LedgerCommands() {}

    static CommandLine of(Wiring wiring) {
        return new CommandLine(new LedgerCommands()).addSubcommand(new Verify(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Recomputes the chain and names the first entry that was altered, removed or moved.")
    private static final class Verify implements Callable<Integer> {
        private final Wiring wiring;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Folders folders = new Folders();

        @Option(names = "--json", description = "for programs")
        private boolean json;

        Verify(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() {
            if (!Ledger.exists(folders.data)) {
                throw new UnusableInputException(
                        "'" + folders.data + "' holds no ledger. Maybe --data names another folder.");
            }
            try (Ledger ledger = wiring.ledger(folders.data)) {
                Verification verification = ledger.verify();
                spec.commandLine()
                        .getOut()
                        .println(json ? AnswerJson.MAPPER.writeValueAsString(verification) : words(verification));
                return verification.ok() ? 0 : Tunewise.FOUND_SOMETHING;
            }
        }

        private static String words(Verification verification) {
            return verification
                    .fault()
                    .map(fault -> fault.what() + " The " + verification.count() + " before it hold.")
                    .orElse("All " + verification.count() + " entries hold. Head of the chain: "
                            + verification.headHash());
        }
    }
}
