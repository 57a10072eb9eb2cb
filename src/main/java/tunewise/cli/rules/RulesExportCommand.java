package tunewise.cli.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    @Option(
            names = "--all",
            description = "every published release, each in its own file of the folder that --bundle names, for "
                    + "Spark jobs")
    private boolean all;

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
            String key = "To take %s over, the other store needs this store's key: 'ledger key' prints it.";
            if (all) {
                Map<String, Publication> newest = new LinkedHashMap<>();
                releases.history(Integer.MAX_VALUE)
                        .forEach(each -> newest.putIfAbsent(each.content().release(), each));
                make(file);
                newest.values()
                        .forEach(each -> export(ledger, releases, each, actor, file.resolve(Bundle.fileName(each))));
                print(newest.size() + " releases are signed into " + file + ". " + key.formatted("them"));
            } else {
                Publication publication = publication(releases);
                export(ledger, releases, publication, actor, file);
                print("Release " + Publisher.shortHash(publication.content()) + " is signed into " + file + ". "
                        + key.formatted("it"));
            }
            return 0;
        }
    }

    private Publication publication(Releases releases) {
        String named = release;
        return named == null
                ? releases.active()
                        .orElseThrow(() -> new UnusableInputException(
                                "this store has no release yet. Maybe 'rules publish' makes the first."))
                : releases.find(named).orElseThrow(() -> RulesHistoryCommand.unknown(named));
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnusableInputException("'" + folder + "' is not a folder, and we cannot create it.", e);
        }
    }

    private void export(Ledger ledger, Releases releases, Publication publication, Actor actor, Path into) {
        String bundle = Bundle.of(publication, releases.read(publication.content()), ledger.proof());
        TextOutput.write(into, writer -> writer.write(bundle));
        services.access(ledger)
                .acts()
                .record(
                        Acts.RELEASE_EXPORTED,
                        actor,
                        Map.of("release", publication.content().release()));
    }

    private void print(String words) {
        spec.commandLine().getOut().println(words);
    }
}
