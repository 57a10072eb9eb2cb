package tunewise.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Catalog;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.FaultsException;
import tunewise.catalog.Gpu;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.RuleFiles;

/** Catalogs up to version 0.2.0 are read as that version read them. */
class FirstLayoutsTest {
    private static final String LIMITS = "rules/catalog/limits.csv";

    @Test
    void rowsThatAReleaseCouldLackHaveNoEffect() {
        SortedMap<String, String> files = first();
        files.computeIfPresent(LIMITS, (path, text) -> without(text, "least-steps"));
        files.computeIfPresent(
                "rules/catalog/estimator.csv",
                (path, text) -> without(text, EstimatorCoefficient.FINE_EXPERTS_SHARE.id()));

        Catalog catalog = CatalogReader.read(new RuleFiles(files));

        assertEquals(0, catalog.policy(PolicyValue.LEAST_STEPS));
        assertEquals(0.3, catalog.policy(PolicyValue.SET_UP_HOURS));
        Coefficient experts =
                Objects.requireNonNull(catalog.coefficients().get(EstimatorCoefficient.FINE_EXPERTS_SHARE));
        assertEquals(1, experts.low() * experts.value() * experts.high());
    }

    @Test
    void generationLinkAndFamiliesAreThoseThatStoodInTheProgram() {
        Catalog first = CatalogReader.read(new RuleFiles(first()));
        Catalog today = CatalogReader.read(new RuleFiles(CatalogFolder.minimal()));

        for (Gpu gpu : today.gpus()) {
            Gpu then = first.gpu(gpu.id()).orElseThrow();
            assertEquals(gpu.link(), then.link());
            assertEquals(
                    gpu.generation() == Gpu.Generation.HOPPER, then.generation() == Gpu.Generation.HOPPER, gpu.id());
        }
        assertEquals(17, first.modellingCode().size());
    }

    @Test
    void faultsNameTheFileOfThatTime() {
        SortedMap<String, String> files = first();
        files.computeIfPresent(LIMITS, (path, text) -> without(text, "set-up-hours") + "zz-share,95,house,\n");

        FaultsException faults = assertThrows(FaultsException.class, () -> CatalogReader.read(new RuleFiles(files)));

        assertEquals(
                """
                rules/catalog/limits.csv: the policy value 'set-up-hours' is missing.
                Maybe it was deleted or renamed; the program asks for it by this id.
                rules/catalog/limits.csv:52: value 95 is not between 0 and 1.
                Maybe the unit is another one, or a digit slipped.""",
                faults.getMessage());
    }

    private static SortedMap<String, String> first() {
        SortedMap<String, String> files = CatalogFolder.minimal();
        files.remove("rules/catalog/rules-language.csv");
        String policy = Objects.requireNonNull(files.remove("rules/catalog/policy.csv"));
        StringBuilder limits = new StringBuilder("id,value,source,note\n");
        policy.lines().skip(1).forEach(row -> {
            String[] cells = row.split(",", 3);
            limits.append(cells[0]).append(',').append(cells[1]).append(",house,\n");
        });
        files.put(LIMITS, limits.toString());
        files.remove("rules/catalog/modelling.csv");
        for (CatalogFile file : List.of(
                CatalogFile.GPUS,
                CatalogFile.MODELS,
                CatalogFile.OFFERS,
                CatalogFile.PROVIDERS,
                CatalogFile.RECIPES,
                CatalogFile.STACKS)) {
            files.computeIfPresent(file.path(), (path, text) -> first(file, text));
        }
        return files;
    }

    private static String first(CatalogFile file, String text) {
        List<String> columns = FirstLayouts.of(file).columns();
        StringWriter rows = new StringWriter();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text);
                CsvWriter writer = CsvWriter.builder().build(rows)) {
            writer.writeRecord(columns);
            reader.forEach(row ->
                    writer.writeRecord(columns.stream().map(row::getField).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.toString();
    }

    private static String without(String csv, String key) {
        return csv.replaceFirst("(?m)^" + key + ",.*\n", "");
    }
}
