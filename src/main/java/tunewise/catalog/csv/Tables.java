package tunewise.catalog.csv;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tunewise.catalog.RuleFiles;

/** All catalog files of a rules folder, opened before any is read, so that each can refer to every other. */
final class Tables {
    private final Map<CatalogFile, Table> tables = new EnumMap<>(CatalogFile.class);

    Tables(RuleFiles files, Function<CatalogFile, Layout> layouts, Faults faults) {
        for (CatalogFile file : CatalogFile.values()) {
            tables.put(file, Table.read(file, layouts.apply(file), files, faults));
        }
    }

    Table get(CatalogFile file) {
        return Objects.requireNonNull(tables.get(file));
    }
}
