package tunewise.catalog;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** What a model_type of a config.json implies without a key, and what it takes where a key is absent. */
public record ModelType(Map<String, String> cells) {
    private static final Map<String, ModelType> ALL = load();

    /** All that can be counted, by model_type. */
    public static Map<String, ModelType> all() {
        return ALL;
    }

    public String id() {
        return text("model_type");
    }

    public boolean gatedMlp() {
        return text("mlp").equals("gated");
    }

    public boolean yes(String column) {
        return text(column).equals("yes");
    }

    /** Empty when the type has none. */
    public OptionalInt number(String column) {
        String cell = text(column);
        return cell.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cell));
    }

    public Architecture.Bias bias() {
        return Architecture.Bias.valueOf(text("bias").toUpperCase(Locale.ROOT));
    }

    public Architecture.QkNorm qkNorm() {
        return Architecture.QkNorm.valueOf(text("qk_norm").toUpperCase(Locale.ROOT));
    }

    public String text(String column) {
        return Objects.requireNonNull(cells.get(column), column);
    }

    private static Map<String, ModelType> load() {
        try (InputStream table = Objects.requireNonNull(ModelType.class.getResourceAsStream("model-types.csv"));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            Map<String, ModelType> types = new LinkedHashMap<>();
            rows.forEach(row -> types.put(row.getField("model_type"), new ModelType(row.getFieldsAsMap())));
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
