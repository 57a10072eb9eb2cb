package tunewise.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.workshop.Workpiece;

/** Where rules and what tests them lie, and where records are kept. */
final class AnalystFolders extends Folders {
    @Option(
            names = "--fixtures",
            paramLabel = "DIR",
            description = "fixtures and scenarios (default: the folder fixtures beside the rules)")
    private @Nullable Path fixtures;

    Path fixtures() {
        return fixtures == null ? Workpiece.fixturesBeside(rules) : fixtures;
    }

    /**
     * @throws FaultsException when a folder that was named is not there
     */
    Workpiece load() {
        if (fixtures != null && !Files.isDirectory(fixtures)) {
            throw new FaultsException(List.of(Fault.at(
                    fixtures.toString(), 0, "there is no fixtures folder here.", "Maybe --fixtures is mistyped.")));
        }
        return Workpiece.load(rules, fixtures());
    }
}
