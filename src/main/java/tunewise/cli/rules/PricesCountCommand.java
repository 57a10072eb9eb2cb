package tunewise.cli.rules;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Catalog;
import tunewise.catalog.csv.CatalogReader;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.Services;
import tunewise.wording.OfferCounts;

@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = "Counts the offers of a folder by provider, GPU, tier and the day of their price.")
final class PricesCountCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    PricesCountCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Catalog catalog = CatalogReader.read(folders.load().rules());
        OfferCounts counts = OfferCounts.of(catalog, catalog.offersOn(services.today()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(AnswerJson.MAPPER.writeValueAsString(counts));
            return 0;
        }
        out.println(counts.offers() + " offers hold on " + services.today() + ".");
        counts.groups().forEach((heading, group) -> print(heading, group, out));
        return 0;
    }

    private static void print(String heading, Map<String, Integer> group, PrintWriter out) {
        out.println();
        out.println(heading);
        group.forEach((name, count) -> out.printf("  %5d  %s%n", count, name));
    }
}
