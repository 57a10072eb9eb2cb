package tunewise.cli.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Restore;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Verifies a backup, puts it in place, and keeps the old store under another name. A signed"
                + " entry says which entries were lost. Stop the service first.")
final class LedgerRestoreCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataFolder data = new DataFolder();

    @Parameters(paramLabel = "BACKUP", description = "a file that 'ledger backup' wrote")
    private Path backup = Path.of("backup.db");

    @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "why, for the auditors")
    private String comment = "";

    @Option(names = "--name", paramLabel = "NAME", description = "who restores it (default: the user)")
    private String name = "";

    LedgerRestoreCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        data.requireFile();
        if (!Files.isRegularFile(backup)) {
            throw new UnusableInputException("there is no file '" + backup + "'. Maybe it is in another folder.");
        }
        if (comment.isBlank()) {
            throw new UnusableInputException("--comment is empty. Maybe say why the backup is needed.");
        }
        Restore.Done done = Restore.of(
                data.folder,
                backup,
                new Restore.Note(
                        services::newId,
                        name.isBlank() ? services.author() : name.strip(),
                        comment.strip(),
                        services.now()));
        spec.commandLine().getOut().println(done.lost());
        done.replaced()
                .ifPresent(kept -> spec.commandLine().getOut().println("We kept the old store in " + kept + "."));
        spec.commandLine().getOut().println(done.verification().summary());
        return done.verification().ok() ? 0 : ExitCode.FOUND_SOMETHING;
    }
}
