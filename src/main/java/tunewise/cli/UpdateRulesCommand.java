package tunewise.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.audit.Ledger;
import tunewise.workshop.FolderUpdate;
import tunewise.workshop.FolderUpdate.Updated;
import tunewise.workshop.Origins;

@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "Brings a rules folder up to the active release, and keeps what only the folder has.")
final class UpdateRulesCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    UpdateRulesCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        try (Ledger ledger = folders.data.existing(wiring)) {
            Updated updated = new FolderUpdate(wiring.releases(ledger), new Origins(folders.data.folder))
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
        out.println(told(updated.written(), updated.removed(), updated.kept()));
    }

    private static String told(List<String> written, List<String> removed, List<String> kept) {
        String done = written.isEmpty() && removed.isEmpty()
                ? "Nothing to bring up: the folder has all of the active release."
                : "The folder is up to the active release.";
        return kept.isEmpty() ? done : done + " What it keeps waits to be published.";
    }
}
