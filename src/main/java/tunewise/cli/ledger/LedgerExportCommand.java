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
import tunewise.cli.terminal.NewFolder;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
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
            converter = ExportFormat.Converter.class,
            defaultValue = "jsonl",
            description = "jsonl (default), csv, or parquet, which is a folder with a folder for each month")
    private ExportFormat format = ExportFormat.JSONL;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where to write; a folder for parquet, which must be new")
    private Path file = Path.of("export.jsonl");

    @Mixin
    private LedgerFilters filters = new LedgerFilters();

    LedgerExportCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        Query query = filters.query();
        switch (format) {
            case CSV -> TextOutput.write(file, writer -> ledger.search().exportCsv(query, writer));
            case JSONL -> TextOutput.write(file, writer -> ledger.search().exportJsonl(query, writer));
            case PARQUET -> NewFolder.write(file, folder -> ledger.search().exportParquet(query, folder));
        }
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
