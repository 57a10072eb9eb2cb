package tunewise.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/**
 * Broken catalogs and what is said of them, word for word. A case changes the small catalogs by its {@code edit.txt}:
 * a file, then lines {@code header: ...}, {@code replace KEY: ROW}, {@code append: ROW}, {@code delete KEY} or
 * {@code remove} for the whole file; a blank line before the next file. {@code ⏎} is a line break within a cell.
 */
class BrokenCatalogTest {
    private static final Path CASES = Path.of("fixtures/broken");

    @ParameterizedTest
    @MethodSource("cases")
    void aBrokenCatalogIsRefusedWithEveryFault(Path folder) throws IOException {
        SortedMap<String, String> files = CatalogFolder.minimal();
        edit(files, Files.readAllLines(folder.resolve("edit.txt")));
        FaultsException faults = assertThrows(FaultsException.class, () -> CatalogReader.read(new RuleFiles(files)));
        assertEquals(
                Files.readString(folder.resolve("expected-errors.txt")).strip(),
                faults.getMessage(),
                folder.toString());
    }

    @Test
    void theSmallCatalogsThatCasesStartFromAreSound() {
        assertTrue(CatalogReader.read(new RuleFiles(CatalogFolder.minimal()))
                        .models()
                        .size()
                > 3);
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("catalog-"))
                    .sorted()
                    .toList();
        }
    }

    private static void edit(SortedMap<String, String> files, List<String> edits) {
        String path = "";
        for (String edit : edits) {
            if (edit.isBlank()) {
                path = "";
            } else if (path.isEmpty()) {
                path = CatalogFile.FOLDER + edit;
            } else if (edit.equals("remove")) {
                files.remove(path);
            } else {
                List<String> lines =
                        new ArrayList<>(files.getOrDefault(path, "").lines().toList());
                change(lines, edit);
                files.put(path, String.join("\n", lines) + "\n");
            }
        }
    }

    private static void change(List<String> lines, String edit) {
        int colon = edit.indexOf(": ");
        String row = colon < 0 ? "" : edit.substring(colon + 2).replace("⏎", "\n");
        if (edit.startsWith("header: ")) {
            lines.set(0, row);
        } else if (edit.startsWith("append: ")) {
            lines.add(row);
        } else if (edit.startsWith("replace ")) {
            lines.set(line(lines, edit.substring("replace ".length(), colon)), row);
        } else if (edit.startsWith("delete ")) {
            lines.remove(line(lines, edit.substring("delete ".length())));
        } else {
            throw new IllegalArgumentException("no such edit: " + edit);
        }
    }

    private static int line(List<String> lines, String key) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + ",")) {
                return i;
            }
        }
        throw new IllegalArgumentException("no row " + key);
    }
}
