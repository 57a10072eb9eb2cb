package tunewise.catalog.csv;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Fabric;
import tunewise.catalog.Grid;
import tunewise.catalog.Market;
import tunewise.catalog.Region;
import tunewise.catalog.Terms;
import tunewise.catalog.Tier;

/** Reads how and where machines are rented out. */
final class PlaceTables {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Tables tables;
    private final Map<String, String> regionNames = new HashMap<>();

    PlaceTables(Tables tables) {
        this.tables = tables;
    }

    Market market() {
        return new Market(
                tables.get(CatalogFile.TIERS).map(this::tier),
                regions(),
                tables.get(CatalogFile.GRIDS).map(this::grid),
                tables.get(CatalogFile.FABRICS).map(this::fabric));
    }

    private Tier tier(Row row) {
        return new Tier(
                row.id("id"),
                row.text("name"),
                row.yes("usual"),
                row.yes("data_centre"),
                row.text("description"),
                row.sources(tables.get(CatalogFile.SOURCES)));
    }

    private Grid grid(Row row) {
        row.date("looked");
        return new Grid(
                row.id("id"),
                row.text("name"),
                row.number("grams_per_kwh", 0, 2_000),
                row.count("year", 2000, 2100),
                row.sources(tables.get(CatalogFile.SOURCES)));
    }

    private Fabric fabric(Row row) {
        row.date("looked");
        return new Fabric(
                row.id("id"),
                row.reference("provider", tables.get(CatalogFile.PROVIDERS)),
                row.optionalReference("gpu", tables.get(CatalogFile.GPUS)),
                row.note("instance"),
                row.count("least_gpus", 1, 1_000),
                row.number("gbit_per_s", 1, 100_000),
                row.sources(tables.get(CatalogFile.SOURCES)));
    }

    private List<Region> regions() {
        Set<String> named = new HashSet<>();
        return tables.get(CatalogFile.REGIONS).map(row -> {
            String provider = row.optionalReference("provider", tables.get(CatalogFile.PROVIDERS));
            row.date("looked");
            Region region = new Region(
                    row.id("id"),
                    provider == null ? "" : provider,
                    row.text("name"),
                    row.words("countries", ' '),
                    row.sources(tables.get(CatalogFile.SOURCES)));
            region.countries().stream()
                    .filter(country -> !COUNTRIES.contains(country))
                    .forEach(country -> row.fault(
                            "countries '" + country + "' is not a two-letter country code.",
                            "Maybe it is lower-case or a name, as in 'DE' for Germany."));
            if (row.sound() && !named.add(region.provider() + " " + region.typed())) {
                row.fault("another row has this region of this provider.", "Maybe remove one of the two.");
            }
            return region;
        });
    }

    /** What a row of {@code offers.csv} says of the machine. */
    Terms terms(Row row) {
        String region = orEmpty(row.optionalReference("region", tables.get(CatalogFile.REGIONS)));
        return new Terms(
                orEmpty(row.optionalReference("tier", tables.get(CatalogFile.TIERS))),
                region,
                regionNames().getOrDefault(region, ""),
                row.note("instance"),
                row.note("interconnect"),
                count(row, "vcpus", 10_000),
                row.optionalNumber("host_memory_gib", 0.5, 100_000),
                row.optionalNumber("disk_gb", 1, 10_000_000),
                count(row, "billing_step_seconds", 31_536_000),
                row.optionalNumber("min_hours", 0.001, 100_000),
                row.optionalNumber("reliability", 0, 1));
    }

    private Map<String, String> regionNames() {
        if (regionNames.isEmpty()) {
            tables.get(CatalogFile.REGIONS).map(row -> regionNames.put(row.note("id"), row.note("name")));
        }
        return regionNames;
    }

    private static String orEmpty(@Nullable String id) {
        return id == null ? "" : id;
    }

    private static @Nullable Integer count(Row row, String column, int most) {
        return row.note(column).isEmpty() ? null : (Integer) row.count(column, 1, most);
    }
}
