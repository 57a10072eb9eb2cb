package tunewise.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where rules and catalogs lie. */
class RulesFolder {
    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "rules",
            description = "rules and catalogs (default: rules)")
    Path rules = Path.of("rules");
}
