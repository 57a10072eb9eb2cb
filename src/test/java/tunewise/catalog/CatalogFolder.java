package tunewise.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The catalogs to test with: the real ones, and small ones where the real one is not there. */
final class CatalogFolder {
    private static final Path REAL = Path.of("rules/catalog");
    private static final Path MINIMAL = Path.of("src/test/resources/catalog-minimal");

    private CatalogFolder() {}

    /** The big catalogs as they are, and small ones for what they refer to or are referred to by. */
    static SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : new String[] {"gpus", "models", "model-aliases", "near-names", "sources"}) {
            put(files, REAL.resolve(name + ".csv"));
        }
        try (Stream<Path> minimal = Files.list(MINIMAL)) {
            minimal.forEach(path -> put(files, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static Catalog catalog() {
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
