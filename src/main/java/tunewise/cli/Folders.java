package tunewise.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where rules lie and records are kept. */
class Folders extends RulesFolder {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "the ledger (default: data)")
    Path data = Path.of("data");
}
