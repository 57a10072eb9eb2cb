package tunewise.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tunewise.audit.Ledger;
import tunewise.audit.LedgerUrl;

/** Where records are kept. */
final class DataFolder {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "the ledger, its keys and drafts (default: data)")
    Path folder = Path.of("data");

    @Option(
            names = "--ledger",
            paramLabel = "URL",
            defaultValue = "${env:TUNEWISE_LEDGER}",
            converter = UrlConverter.class,
            description = "keeps the ledger on PostgreSQL, postgresql://USER:PASSWORD@HOST/DATABASE; the environment"
                    + " variable TUNEWISE_LEDGER does the same and shows the password to fewer")
    private @Nullable LedgerUrl url;

    /** The ledger, made if need be. */
    Ledger open(Wiring wiring) {
        return wiring.ledger(folder, Optional.ofNullable(url));
    }

    /** The ledger, if there is one. */
    Optional<Ledger> ifThere(Wiring wiring) {
        return url != null || Ledger.exists(folder) ? Optional.of(open(wiring)) : Optional.empty();
    }

    /** The ledger, which has to be there. */
    Ledger existing(Wiring wiring) {
        return ifThere(wiring)
                .orElseThrow(() -> new UnusableInputException(
                        "'" + folder + "' holds no ledger. Maybe --data names another folder."));
    }

    /** Refuses a ledger that is no file of this folder. */
    void requireFile() {
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
