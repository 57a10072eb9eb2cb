package tunewise.catalog.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.RuleFiles;

/** The catalogs to test with. */
public final class CatalogFolder {
    private static final Path REAL = Path.of("rules/catalog");
    private static final Path MINIMAL = Path.of("src/test/resources/catalog-minimal");
    private static final List<String> BIG = List.of(
            "gpus.csv",
            "models.csv",
            "model-aliases.csv",
            "model-layers.csv",
            "near-names.csv",
            "sources.csv",
            "vision-towers.csv");

    private CatalogFolder() {}

    /** A few rows of every catalog, which no new price or model changes. */
    static SortedMap<String, String> minimal() {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(MINIMAL)) {
            paths.forEach(path -> put(files, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The big catalogs as they are, with few prices and figures. */
    static SortedMap<String, String> files() {
        SortedMap<String, String> files = minimal();
        BIG.forEach(name -> put(files, REAL.resolve(name)));
        return files;
    }

    public static Catalog catalog() {
        return CatalogReader.read(new RuleFiles(files()));
    }

    private static void put(SortedMap<String, String> files, Path path) {
        try {
            files.put(CatalogFile.FOLDER + path.getFileName(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
