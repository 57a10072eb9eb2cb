package tunewise.cli.rules;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.workshop.FolderBase;
import tunewise.workshop.FolderUpdate;
import tunewise.workshop.FolderUpdate.Updated;

@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "Updates a rules folder to the active release, and keeps your own changes.")
final class RulesUpdateCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    RulesUpdateCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        try (Ledger ledger = folders.data.existing(services)) {
            Updated updated = new FolderUpdate(services.releases(ledger), new FolderBase(folders.data.folder))
                    .run(folders.rules, folders.fixtures());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(AnswerJson.MAPPER.writeValueAsString(updated));
            } else {
                print(updated, out);
            }
            return 0;
        }
    }

    private static void print(Updated updated, PrintWriter out) {
        updated.written().forEach(path -> out.println("written  " + path));
        updated.removed().forEach(path -> out.println("removed  " + path));
        updated.kept().forEach(path -> out.println("kept     " + path));
        out.println(report(updated.written(), updated.removed(), updated.kept()));
    }

    private static String report(List<String> written, List<String> removed, List<String> kept) {
        String done = written.isEmpty() && removed.isEmpty()
                ? "Nothing to update: the folder has everything of the active release."
                : "The folder is up to date with the active release.";
        return kept.isEmpty() ? done : done + " Your own changes still wait to be published.";
    }
}
