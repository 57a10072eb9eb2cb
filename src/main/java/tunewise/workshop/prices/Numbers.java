package tunewise.workshop.prices;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as price lists write them. */
final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,30})?([eE][-+]?\\d{1,3})?");

    private Numbers() {}

    /**
     * The number in a cell.
     *
     * @throws RowRefused when it is none
     */
    static double read(String column, String cell) {
        if (!NUMBER.matcher(cell).matches()) {
            throw RowRefused.faulty(
                    column + (cell.isEmpty() ? " is blank." : " '" + shortened(cell) + "' is not a number."),
                    cell.isEmpty()
                            ? "Maybe the value was forgotten."
                            : "Maybe you mean digits with a decimal point, as in 2.49, without a currency.");
        }
        return Double.parseDouble(cell);
    }

    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String shortened(String cell) {
        String line = cell.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }
}
