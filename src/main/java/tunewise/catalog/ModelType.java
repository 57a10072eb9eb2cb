package tunewise.catalog;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What a model_type of a config.json implies without a key, and what it takes where a key is absent. */
public record ModelType(Map<String, String> cells) {
    private static final Map<String, ModelType> ALL = load();
    private static final Map<String, String> OTHER_NAMES = names();

    /** All that can be counted, by model_type. */
    public static Map<String, ModelType> all() {
        return ALL;
    }

    /** The type that a model_type is counted as: its own, or that of the language model inside. */
    public static Optional<ModelType> of(String name) {
        return Optional.ofNullable(ALL.get(OTHER_NAMES.getOrDefault(name, name)));
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
        Map<String, ModelType> types = new LinkedHashMap<>();
        rows("model-types.csv")
                .forEach(row -> types.put(row.getField("model_type"), new ModelType(row.getFieldsAsMap())));
        return types;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        rows("model-type-names.csv").forEach(row -> names.put(row.getField("name"), row.getField("model_type")));
        return names;
    }

    private static List<NamedCsvRecord> rows(String file) {
        try (InputStream table = Objects.requireNonNull(ModelType.class.getResourceAsStream(file));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return rows.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
