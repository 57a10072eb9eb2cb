package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;

class BundleTest {
    private static final Workspace CONTENT = new Workspace(
            new RuleFiles(new TreeMap<>(Map.of("rules/catalog/gpus.csv", "id\none\n"))),
            new RuleFiles(new TreeMap<>(Map.of("fixtures/rules/ELI-010.yaml", "applies: []\n"))));

    @TempDir
    private Path folder;

    private String bundle;
    private String key;

    @BeforeEach
    void export() {
        try (Ledger ledger = Ledger.open(folder.resolve("staging"), Optional.empty())) {
            Releases releases = new Releases(
                    ledger,
                    Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC),
                    () -> "00000000-0000-7000-8000-000000000001");
            Publication published = releases.publish(CONTENT, null, "Ada", "December's prices", "test");
            bundle = Bundle.of(published, releases.read(published.content()), ledger.proof());
            key = ledger.proof().publicKey();
        }
    }

    @Test
    void whatWasSignedIsReadAsItWas() {
        Bundle read = Bundle.read(bundle, key);
        assertEquals(CONTENT, read.content());
        assertEquals("Ada", read.statement().author());
        assertEquals("2026-11-30T12:00:00Z", read.statement().publishedAt());
    }

    @Test
    void anotherStoresKeyIsRefused() {
        try (Ledger other = Ledger.open(folder.resolve("other"), Optional.empty())) {
            String otherKey = other.proof().publicKey();
            assertFalse(otherKey.equals(key));
            assertTrue(refusal(bundle, otherKey).startsWith("the signature of this bundle is not of that key."));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "one\\n, two\\n, the files of this bundle are not those that were signed.",
        "gpus.csv, gpus2.csv, the files of this bundle are not those that were signed.",
        "'\"fixtures/rules', '\"elsewhere/x\":\"\",\"fixtures/rules', the files of this bundle are not those that were signed.",
        "December, January, the signature of this bundle is not of that key.",
        "'{', 'x', this is no bundle of a release.",
    })
    void whatWasAlteredOnTheWayIsRefused(String before, String after, String refusal) {
        assertTrue(bundle.contains(before), bundle);
        String altered = bundle.replace(before, after);
        assertTrue(refusal(altered, key).startsWith(refusal), refusal(altered, key));
    }

    @ParameterizedTest
    @CsvSource({"{}", "[]", "null", "''", "'{\"statement\":\"{}\",\"signature\":\"\",\"files\":null}'"})
    void whatIsNoBundleIsRefused(String text) {
        assertTrue(refusal(text, key).contains("Maybe"));
    }

    private static String refusal(String bundle, String key) {
        return assertThrows(RefusedException.class, () -> Bundle.read(bundle, key))
                .getMessage();
    }
}
