package tunewise.catalog.csv;

import tunewise.catalog.ListedNames;
import tunewise.catalog.ListedNames.GpuName;
import tunewise.catalog.ListedNames.Host;
import tunewise.catalog.ListedNames.Per;
import tunewise.catalog.ListedNames.ProviderName;

/** Reads what price lists call things. */
final class ListedTables {
    private final Tables tables;

    ListedTables(Tables tables) {
        this.tables = tables;
    }

    ListedNames names() {
        return new ListedNames(
                tables.get(CatalogFile.LISTED_GPUS).map(this::gpu),
                tables.get(CatalogFile.LISTED_PROVIDERS).map(this::provider),
                tables.get(CatalogFile.LISTED_HOSTS).map(this::host));
    }

    private GpuName gpu(Row row) {
        row.id("id");
        checkSources(row);
        return new GpuName(
                row.text("name"),
                row.note("provider").isEmpty() ? null : row.id("provider"),
                row.optionalNumber("memory_gb", 1, 10_000),
                row.note("instance").isEmpty() ? null : row.note("instance"),
                row.reference("gpu", tables.get(CatalogFile.GPUS)));
    }

    private ProviderName provider(Row row) {
        checkSources(row);
        return new ProviderName(
                row.text("name"),
                row.id("provider"),
                row.text("title"),
                row.choice("memory", Per.class),
                row.note("page_price").isEmpty() ? null : row.choice("page_price", Per.class));
    }

    private Host host(Row row) {
        checkSources(row);
        return new Host(row.text("instance"), row.id("provider"), row.text("name"), row.count("gpu_count", 1, 1_000));
    }

    private void checkSources(Row row) {
        row.sources(tables.get(CatalogFile.SOURCES));
    }
}
