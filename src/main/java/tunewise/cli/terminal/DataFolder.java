package tunewise.cli.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.Ledger;
import tunewise.ledger.store.LedgerUrl;

/** Where records are kept. */
public final class DataFolder {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "the ledger, its keys and drafts (default: data)")
    public Path folder = Path.of("data");

    @Option(
            names = "--ledger",
            paramLabel = "URL",
            defaultValue = "${env:TUNEWISE_LEDGER}",
            converter = UrlConverter.class,
            description = "keeps the ledger on PostgreSQL, postgresql://USER:PASSWORD@HOST/DATABASE; the environment"
                    + " variable TUNEWISE_LEDGER does the same and hides the password from others")
    private @Nullable LedgerUrl url;

    /** The ledger, made if need be. */
    public Ledger open(Services services) {
        return services.ledger(folder, Optional.ofNullable(url));
    }

    /** Makes rules ready to answer, and keeps here what it compiled for it. */
    public Function<RuleFiles, LoadedRelease> compiler(Services services) {
        return rules -> services.loaded(rules, folder);
    }

    /** The ledger, if there is one. */
    public Optional<Ledger> ifThere(Services services) {
        return url != null || Ledger.exists(folder) ? Optional.of(open(services)) : Optional.empty();
    }

    /** The ledger, which has to be there. */
    public Ledger existing(Services services) {
        return ifThere(services)
                .orElseThrow(() -> new UnusableInputException(
                        "'" + folder + "' holds no ledger. Maybe --data names another folder."));
    }

    /** Refuses a ledger that is no file of this folder. */
    public void requireFile() {
        if (url != null) {
            throw new UnusableInputException("a ledger on PostgreSQL is restored by PostgreSQL's own tools. Maybe"
                    + " pg_restore, into an empty database, and then 'ledger verify'.");
        }
    }

    static final class UrlConverter implements ITypeConverter<LedgerUrl> {
        @Override
        public LedgerUrl convert(String value) {
            try {
                return LedgerUrl.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
