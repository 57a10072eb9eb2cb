package tunewise.cli.terminal;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where rules and catalogs lie. */
public class RulesFolder {
    @Option(
            names = "--rules",
            paramLabel = "DIR",
            defaultValue = "${sys:tunewise.rules:-rules}",
            description = "rules and catalogs (default: rules)")
    public Path rules = Path.of("rules");
}
