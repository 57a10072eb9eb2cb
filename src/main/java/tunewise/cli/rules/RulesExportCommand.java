package tunewise.cli.rules;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tunewise.access.Acts;
import tunewise.access.Role;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TextOutput;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.Bundle;
import tunewise.workshop.Publisher;
import tunewise.workshop.Releases;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes a release into a signed bundle, for another store to take over.")
final class RulesExportCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RELEASE",
            arity = "0..1",
            description = "its hash, or the start of it, as in 'rules history' (default: the active one)")
    private @Nullable String release;

    @Option(names = "--bundle", paramLabel = "FILE", required = true, description = "where to write it")
    private Path file = Path.of("release.bundle");

    @Mixin
    private DataFolder folder = new DataFolder();

    RulesExportCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        try (Ledger ledger = folder.existing(services)) {
            Actor actor = Operator.of(services, ledger, Set.of(Role.ANALYSE, Role.APPROVE));
            Releases releases = services.releases(ledger);
            String named = release;
            Publication publication = named == null
                    ? releases.active()
                            .orElseThrow(() -> new UnusableInputException(
                                    "this store has no release yet. Maybe 'rules publish' makes the first."))
                    : releases.find(named).orElseThrow(() -> RulesHistoryCommand.unknown(named));
            String bundle = Bundle.of(publication, releases.read(publication.content()), ledger.proof());
            TextOutput.write(file, writer -> writer.write(bundle));
            services.access(ledger)
                    .acts()
                    .record(
                            Acts.RELEASE_EXPORTED,
                            actor,
                            Map.of("release", publication.content().release()));
            spec.commandLine()
                    .getOut()
                    .println("Release " + Publisher.shortHash(publication.content()) + " is signed into " + file
                            + ". Who takes it over needs the key of this store: 'ledger key' prints it.");
            return 0;
        }
    }
}
