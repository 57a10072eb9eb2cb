package tunewise.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tunewise.audit.Ledger;
import tunewise.audit.Publication;
import tunewise.workshop.Bench;
import tunewise.workshop.Examiner;
import tunewise.workshop.Publisher;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.Releases;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Publishes again what was active before; a running service takes it over.")
final class RollBackRulesCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RELEASE", description = "its hash or the beginning of it, as 'rules history' shows it")
    private String release = "";

    @Option(names = "--author", paramLabel = "NAME", description = "who goes back (default: who is logged in)")
    private @Nullable String author;

    @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "why")
    private String comment = "";

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataFolder folder = new DataFolder();

    RollBackRulesCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Signature signature = new Signature(author == null ? wiring.author() : author, comment, "command-line");
        try (Ledger ledger = folder.existing(wiring)) {
            Releases releases = wiring.releases(ledger);
            Publication to = releases.find(release).orElseThrow(() -> RulesHistoryCommand.unknown(release));
            PublishRulesCommand.print(
                    new Publisher(releases, new Examiner(wiring::knowhow, Bench.HERE)).rollBack(to, signature),
                    json,
                    spec.commandLine().getOut());
            return 0;
        }
    }
}
