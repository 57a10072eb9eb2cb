package tunewise.cli.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.workshop.Workspace;

/** Where rules and what tests them lie, and where records are kept. */
public final class AnalystFolders extends Folders {
    @Option(
            names = "--fixtures",
            paramLabel = "DIR",
            description = "fixtures and scenarios (default: the folder fixtures beside the rules)")
    private @Nullable Path fixtures;

    public Path fixtures() {
        return fixtures == null ? Workspace.fixturesBeside(rules) : fixtures;
    }

    /**
     * The rules with what tests them.
     *
     * @throws FaultsException when a folder that was named is not there
     */
    public Workspace load() {
        if (fixtures != null && !Files.isDirectory(fixtures)) {
            throw new FaultsException(List.of(Fault.at(
                    fixtures.toString(), 0, "there is no fixtures folder here.", "Maybe --fixtures is mistyped.")));
        }
        return Workspace.load(rules, fixtures());
    }
}
