package tunewise.cli.rules;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.access.Role;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.workshop.FolderBase;
import tunewise.workshop.Publisher;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workspace;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks, tests and publishes a rules folder; a running service switches to it.")
final class RulesPublishCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--author", paramLabel = "NAME", description = "who publishes (default: who is logged in)")
    private @Nullable String author;

    @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "what changes, and why")
    private String comment = "";

    @Option(
            names = "--base",
            paramLabel = "RELEASE",
            description = "the release your folder is based on (default: the closest one)")
    private @Nullable String base;

    @Option(
            names = "--emergency",
            description = "publishes without the approvals that the policy asks for; the history shows it")
    private boolean emergency;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    RulesPublishCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Workspace piece = folders.load();
        Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
        try (Ledger ledger = folders.data.open(services)) {
            Actor actor = Operator.of(
                    services, ledger, emergency ? Set.of(Role.APPROVE) : Set.of(Role.ANALYSE, Role.APPROVE));
            Signature own = Signature.of(Operator.name(actor, author), comment, actor);
            Signature signature = emergency ? own.inAnEmergency() : own;
            Releases releases = services.releases(ledger);
            FolderBase origins = new FolderBase(folders.data.folder);
            String named = base;
            Content from = named == null
                    ? origins.release(folders.rules, piece, releases)
                            .map(Publication::content)
                            .orElse(null)
                    : releases.find(named)
                            .orElseThrow(() -> RulesHistoryCommand.unknown(named))
                            .content();
            Published published;
            try {
                published = new Publisher(
                                releases, new RulesValidator(folders.data.compiler(services), RuleTestRunner.HERE))
                        .publish(piece, from, signature, progress::at);
            } finally {
                progress.erase();
            }
            origins.remember(folders.rules, published.publication().content());
            print(published, json, spec.commandLine().getOut());
            return 0;
        }
    }

    static void print(Published published, boolean json, PrintWriter out) {
        if (json) {
            out.println(AnswerJson.MAPPER.writeValueAsString(
                    new RulesHistoryCommand.Line(published.publication(), published.differences())));
        } else {
            RulesHistoryCommand.print(published.differences(), out);
            out.println("Release " + published.publication().content().release() + " is active.");
        }
    }
}
