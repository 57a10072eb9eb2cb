package tunewise.cli;

import picocli.CommandLine.Mixin;

/** Where rules lie and records are kept. */
class Folders extends RulesFolder {
    @Mixin
    DataFolder data = new DataFolder();
}
