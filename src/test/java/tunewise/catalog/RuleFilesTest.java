package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;

/** What may lie in a rules folder beside plain files, and how much. */
class RuleFilesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void pipesDevicesAndLinksOutOfTheFolderAreNotRead(@TempDir Path folder) throws Exception {
        Path rules = Files.createDirectories(folder.resolve("rules/gates"));
        Files.writeString(rules.resolve("sound.drl"), "package rules.gates\n");
        Files.createSymbolicLink(rules.resolve("device.drl"), Path.of("/dev/zero"));
        Files.createSymbolicLink(rules.resolve("nothing.drl"), rules.resolve("is-not-there"));
        Files.writeString(folder.resolve("secret"), "a secret of this machine");
        Files.createSymbolicLink(rules.resolve("secret.drl"), folder.resolve("secret"));
        boolean pipes = new ProcessBuilder("mkfifo", rules.resolve("pipe.drl").toString())
                        .start()
                        .waitFor()
                == 0;

        FaultsException refused = assertTimeoutPreemptively(
                SOON, () -> assertThrows(FaultsException.class, () -> RuleFiles.load(folder.resolve("rules"))));

        assertEquals(pipes ? 4 : 3, refused.faults().size(), refused.getMessage());
        assertTrue(refused.getMessage().contains("rules/gates/secret.drl: this link leads out of the folder"));
        assertTrue(refused.getMessage().contains("rules/gates/device.drl: this is not a plain file"));
        assertTrue(!refused.getMessage().contains("a secret of this machine"));
    }

    @Test
    void aFileOfTooManyBytesIsNotRead(@TempDir Path folder) throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("rules/catalog"));
        Files.write(catalog.resolve("offers.csv"), new byte[17 << 20]);

        FaultsException refused = assertThrows(FaultsException.class, () -> RuleFiles.load(folder.resolve("rules")));

        assertTrue(refused.getMessage().contains("has 17825792 bytes, of at most 16777216"), refused.getMessage());
    }

    @Test
    void aMillionRowsAreRefusedSoonAndInAFewWords() {
        TreeMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
        files.computeIfPresent(
                "rules/catalog/sources.csv",
                (path, text) -> text
                        + IntStream.range(0, 1_000_000)
                                .mapToObj(i -> "Z" + i + ",x,,,\n")
                                .collect(Collectors.joining()));

        FaultsException refused = assertTimeoutPreemptively(
                SOON, () -> assertThrows(FaultsException.class, () -> CatalogReader.read(new RuleFiles(files))));

        assertTrue(refused.getMessage().contains("rules/catalog/sources.csv"), refused.getMessage());
        assertTrue(
                refused.getMessage().length() < 20_000,
                "the faults are " + refused.getMessage().length() + " letters");
    }
}
