package tunewise.cli.ledger;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How entries are written out. */
enum ExportFormat {
    JSONL,
    CSV,
    PARQUET;

    /** Reads what is typed on the command line. */
    static final class Converter implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String typed) {
            for (ExportFormat format : values()) {
                if (typed.equals(format.name().toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new TypeConversionException(
                    "'" + typed + "' is neither jsonl, csv nor parquet. Maybe you mean jsonl.");
        }
    }
}
