package tunewise.cli.rules;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tunewise.access.Acts;
import tunewise.access.Role;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TextInput;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.Bundle;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Publisher;
import tunewise.workshop.Publisher.Published;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;

@Command(
        name = "take",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Publishes a release that another store signed, if signature, content, check and tests hold.")
final class RulesTakeCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "the bundle, as 'rules export' wrote it")
    private Path file = Path.of("release.bundle");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "the other store's key, as 'ledger key' printed it there")
    private Path key = Path.of("ledger.pub");

    @Option(names = "--author", paramLabel = "NAME", description = "who takes it over (default: who is logged in)")
    private @Nullable String author;

    @Option(names = "--draft", paramLabel = "NAME", description = "puts it into a draft, for others to approve")
    private @Nullable String draft;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataFolder folder = new DataFolder();

    RulesTakeCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        String publicKey = TextInput.read(key);
        Bundle bundle = Bundle.read(TextInput.read(file), publicKey);
        Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
        PrintWriter out = spec.commandLine().getOut();
        try (Ledger ledger = folder.open(services)) {
            Actor actor = Operator.of(services, ledger, Set.of(Role.ANALYSE, Role.APPROVE));
            String name = Operator.name(actor, author);
            Releases releases = services.releases(ledger);
            if (draft != null) {
                Drafts drafts = services.drafts(releases, folder.folder);
                Draft begun = drafts.take(drafts.orNew(draft, name).id(), bundle.content());
                out.println("It is in the draft " + begun.id() + ", for you and others to look at.");
            } else {
                try {
                    RulesPublishCommand.print(published(releases, bundle, name, actor, progress), json, out);
                } finally {
                    progress.erase();
                }
            }
            services.access(ledger).acts().record(Acts.RELEASE_TAKEN, actor, bundle.about(publicKey));
            return 0;
        }
    }

    private Published published(Releases releases, Bundle bundle, String name, Actor actor, Progress progress) {
        return new Publisher(releases, new RulesValidator(folder.compiler(services), RuleTestRunner.HERE))
                .publish(
                        bundle.content(),
                        releases.active().map(Publication::content).orElse(null),
                        bundle.signature(name, actor),
                        progress::at);
    }
}
