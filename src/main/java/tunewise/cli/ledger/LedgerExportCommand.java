package tunewise.cli.ledger;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tunewise.access.Access;
import tunewise.access.Acts;
import tunewise.access.Role;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TableFormat;
import tunewise.cli.terminal.TextOutput;
import tunewise.ledger.Ledger;
import tunewise.ledger.search.Query;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes entries with the hashes of their chain. You can prove the whole ledger as jsonl without"
                + " this program.")
final class LedgerExportCommand extends ExistingLedgerCommand {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = TableFormat.Converter.class,
            defaultValue = "jsonl",
            description = "jsonl (default) or csv")
    private TableFormat format = TableFormat.JSONL;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "where to write")
    private Path file = Path.of("export.jsonl");

    @Mixin
    private LedgerFilters filters = new LedgerFilters();

    LedgerExportCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        Query query = filters.query();
        TextOutput.write(file, writer -> {
            if (format == TableFormat.CSV) {
                ledger.search().exportCsv(query, writer);
            } else {
                ledger.search().exportJsonl(query, writer);
            }
        });
        Access access = services.access(ledger);
        if (access.configured()) {
            access.acts()
                    .record(
                            Acts.EXPORTED,
                            Operator.of(services, ledger, Set.of(Role.AUDIT)),
                            Map.of(
                                    "format",
                                    format.name().toLowerCase(Locale.ROOT),
                                    "filters",
                                    String.valueOf(query.where())));
        }
        out().println("Written to " + file + ".");
        return 0;
    }
}
