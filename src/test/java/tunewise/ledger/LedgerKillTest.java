package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ChildProcess;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Publication;

/** A program that is killed while it writes: what it was sure of is there. */
@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class LedgerKillTest {
    private static final RuleFiles NONE = files(Map.of());

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private StoredBackup shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process child = program(Appender.class, "r" + round);
            List<String> acknowledged = new ArrayList<>();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = out.readLine()) != null) {
                    acknowledged.add(line);
                    if (acknowledged.size() == 20 + 30 * round) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            assertTrue(acknowledged.size() >= 20);
            try (Ledger ledger = shelf.open()) {
                assertTrue(ledger.proof().verify().ok());
                for (String id : acknowledged) {
                    assertTrue(ledger.find(id).isPresent(), id);
                }
            }
        }
    }

    @Test
    void aKillDuringPublicationsLeavesAWholeReleaseActive() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process child = program(Publisher.class, "r" + round);
            String last = "";
            int acknowledged = 0;
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = out.readLine()) != null) {
                    last = line;
                    if (++acknowledged == 10 + 7 * round) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            try (Ledger ledger = shelf.open()) {
                assertTrue(ledger.proof().verify().ok());
                List<Publication> newest = ledger.publications().newest(2);
                String killed = last;
                assertTrue(newest.stream().anyMatch(each -> each.id().equals(killed)), killed + " is not in " + newest);
                for (Publication each : newest) {
                    assertEquals(
                            each.content().release(),
                            ledger.publications()
                                    .release(each.content().release())
                                    .orElseThrow()
                                    .hash());
                }
            }
        }
    }

    /** Publishes one release after the other until it is killed, naming each once it is active. */
    static final class Publisher {
        private Publisher() {}

        public static void main(String[] args) {
            try (Ledger ledger = StoredBackup.of(args)) {
                for (int i = 0; i < 10_000; i++) {
                    RuleFiles files = files(Map.of("rules/gates/a.drl", "x".repeat(200_000) + args[0] + i));
                    String id = args[0] + "-" + i;
                    ledger.publications()
                            .publish(
                                    publication(
                                            id,
                                            files,
                                            NONE,
                                            ledger.publications()
                                                    .active()
                                                    .map(Publication::content)
                                                    .orElse(null)),
                                    files,
                                    NONE);
                    System.out.println(id);
                }
            }
        }
    }

    /** Appends from many threads until it is killed, naming each id once it is told that it is on disk. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) {
            Ledger ledger = StoredBackup.of(args);
            for (int client = 0; client < 16; client++) {
                String prefix = args[0] + "-" + client + "-";
                new Thread(() -> {
                            for (int i = 0; i < 100_000; i++) {
                                ledger.append(draft(prefix + i));
                                System.out.println(prefix + i);
                            }
                        })
                        .start();
            }
        }
    }

    private Process program(Class<?> main, String more) throws IOException {
        return new ProcessBuilder(ChildProcess.command(main, List.of(shelf.arguments(more))))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Publication publication(String id, RuleFiles rules, RuleFiles fixtures, Publication.Content base) {
        return new Publication(
                id, Instant.EPOCH, Publications.content(rules, fixtures), base, "Ada", "first", "command-line");
    }

    private static RuleFiles files(Map<String, String> texts) {
        return new RuleFiles(new TreeMap<>(texts));
    }

    private static NewEntry draft(String id) {
        return new NewEntry(
                id, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"b\": \"" + id + "\", \"a\": 2}");
    }
}
