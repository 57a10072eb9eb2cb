package tunewise.cli.ask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.csv.CatalogReader;
import tunewise.cli.ledger.ExistingLedgerCommand;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.export.ExportFile;
import tunewise.export.Exports;
import tunewise.export.Format;
import tunewise.export.NotExportableException;
import tunewise.export.UnknownFormatException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.service.AdviceService;
import tunewise.workshop.Releases;

@Command(mixinStandardHelpOptions = true)
public final class ExportCommand extends ExistingLedgerCommand {
    private static final String LAST = "last";

    @Parameters(paramLabel = "ID", description = "the recommendation; last is the newest")
    private String id = LAST;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "bundle",
            description = "bundle (default), trl, trl-script, axolotl, llama-factory, unsloth, sentence-transformers,"
                    + " embedding-script, transformers, classifier-script, dataset-info, accelerate,"
                    + " deepspeed, skypilot, dstack, shell or slurm")
    private String format = "bundle";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to write (default: a bundle gets its own name, other formats are printed)")
    private @Nullable Path file;

    public ExportCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        try {
            Format chosen = Format.of(format);
            write(new Exports(catalog(ledger)).file(answer(ledger), chosen), chosen == Format.BUNDLE);
            return 0;
        } catch (UnknownFormatException e) {
            throw new ParameterException(spec.commandLine(), "--format: " + e.getMessage(), e);
        } catch (NotExportableException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.FOUND_SOMETHING;
        }
    }

    private Recommendation answer(Ledger ledger) {
        Optional<Entry> entry = id.equals(LAST)
                ? ledger.newest(EntryKind.RECOMMENDATION, 1).stream().findFirst()
                : ledger.find(id).filter(found -> found.kind().equals(EntryKind.RECOMMENDATION));
        return entry.filter(found -> !found.erased())
                .map(AdviceService::recommendation)
                .orElseThrow(() -> new UnusableInputException("the ledger holds no recommendation '" + id
                        + "' that we can export. Maybe the id is cut off, or --data names another folder."));
    }

    /** GPUs are called as the active release has it, which is of today, whichever release answered. */
    private Catalog catalog(Ledger ledger) {
        Releases releases = services.releases(ledger);
        return CatalogReader.read(
                releases.read(releases.active().orElseThrow().content()).rules());
    }

    private void write(ExportFile export, boolean bundle) {
        if (file == null && !bundle) {
            out().print(export.text());
            out().flush();
            return;
        }
        Path path = file == null ? Path.of(export.name()) : file;
        try {
            Files.write(path, export.content());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("'" + path + "' cannot be written. Maybe its folder does not exist.", e));
        }
        out().println("Written to " + path + ".");
    }
}
