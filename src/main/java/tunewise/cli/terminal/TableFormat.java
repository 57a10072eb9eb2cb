package tunewise.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many configurations and their estimates are written: a row each, or JSON on a line each. */
public enum TableFormat {
    CSV,
    JSONL;

    /** Reads what is typed on the command line. */
    public static final class Converter implements ITypeConverter<TableFormat> {
        @Override
        public TableFormat convert(String typed) {
            return switch (typed) {
                case "csv" -> CSV;
                case "jsonl" -> JSONL;
                default ->
                    throw new TypeConversionException("'" + typed + "' is neither csv nor jsonl. Maybe you mean csv.");
            };
        }
    }
}
