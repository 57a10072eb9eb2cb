package tunewise.cli.rules;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.workshop.Publisher;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.prices.ConfiguredList;
import tunewise.workshop.prices.LastPriceUpdate;
import tunewise.workshop.prices.PriceUpdate;
import tunewise.workshop.prices.PriceUpdate.Fate;
import tunewise.workshop.prices.PriceUpdate.Outcome;
import tunewise.workshop.prices.PriceUpdate.Result;

@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Imports the configured price lists. It publishes what the policy allows; the rest"
                + " waits in a draft, and a faulty list changes nothing.")
final class PricesUpdateCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--lists",
            paramLabel = "FILE",
            description = "CSV with name, address, form, provider and token_env (default: price-lists.csv of the data)")
    private @Nullable Path lists;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataFolder data = new DataFolder();

    PricesUpdateCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        List<ConfiguredList> configured =
                ConfiguredList.read(lists == null ? data.folder.resolve("price-lists.csv") : lists);
        Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
        try (Ledger ledger = data.existing(services)) {
            Releases releases = services.releases(ledger);
            PriceUpdate update = new PriceUpdate(
                    releases,
                    new Publisher(releases, new RulesValidator(data.compiler(services), RuleTestRunner.HERE)),
                    services.drafts(releases, data.folder),
                    services.download(),
                    new LastPriceUpdate(data.folder, Clock.systemUTC()),
                    System::getenv);
            Outcome outcome;
            try {
                outcome = update.run(configured, services.today(), progress::at);
            } finally {
                progress.erase();
            }
            print(outcome, spec.commandLine().getOut());
            return outcome.count(Fate.NOT_TAKEN) > 0 ? ExitCode.FOUND_SOMETHING : 0;
        }
    }

    private void print(Outcome outcome, PrintWriter out) {
        if (json) {
            out.println(AnswerJson.MAPPER.writeValueAsString(outcome.results()));
            return;
        }
        for (Result result : outcome.results()) {
            out.println(result.list() + ": " + result.fate().id().replace('-', ' ') + ": " + result.said());
        }
        out.println(outcome.published()
                .map(published -> "Release " + published.publication().content().release() + " is active.")
                .orElse("Nothing was published."));
    }
}
