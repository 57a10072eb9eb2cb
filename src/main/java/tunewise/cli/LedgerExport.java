package tunewise.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tunewise.audit.Ledger;
import tunewise.audit.Query;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes entries with the hashes of their chain; the whole ledger as jsonl can be proven without"
                + " this program.")
final class LedgerExport extends LedgerCommand {
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

    LedgerExport(Wiring wiring) {
        super(wiring);
    }

    @Override
    int call(Ledger ledger) {
        Query query = filters.query();
        TextOutput.write(file, writer -> {
            if (format == TableFormat.CSV) {
                ledger.exportCsv(query, writer);
            } else {
                ledger.exportJsonl(query, writer);
            }
        });
        out().println("Written to " + file + ".");
        return 0;
    }
}
