package tunewise.cli.terminal;

import picocli.CommandLine.Mixin;

/** Where rules lie and records are kept. */
public class Folders extends RulesFolder {
    @Mixin
    public DataFolder data = new DataFolder();
}
