package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.ledger.Ledger;
import tunewise.ledger.Repriced;
import tunewise.workshop.Bundle;

/** What Spark is given to do; a script stands in its place, and Spark itself is in the tests of the jobs. */
@DisabledOnOs(OS.WINDOWS)
class SparkImpactTest {
    private static final String SCRIPT =
            """
            #!/bin/sh
            cp -r "$(dirname "$8")" "%s"
            echo "$@"
            exit 0
            """;

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path taken;
    private Path jar;
    private Path data;

    @BeforeEach
    void publish() throws IOException {
        taken = folder.resolve("taken");
        data = folder.resolve("data");
        Path home = folder.resolve("spark");
        Files.createDirectories(home.resolve("jars"));
        Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(script, SCRIPT.formatted(taken));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        jar = Files.writeString(folder.resolve("tunewise-spark.jar"), "");
        try (Ledger ledger = Ledger.open(data)) {
            Repriced.publish(ledger, 0, Instant.parse("2026-11-01T00:00:00Z"));
            Repriced.publish(ledger, 1, Instant.parse("2026-11-02T00:00:00Z"));
        }
    }

    private Printed impact(Object... more) {
        Object[] words = {"rules", "impact", "--engine", "spark", "--data", data, "--rules", Terminal.RULES};
        return terminal.type(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
    }

    @Test
    void sparkGetsTheEntriesAndBothReleasesSignedForThisJobAlone() throws IOException {
        Path shared = folder.resolve("shared");
        String out = impact(
                        "--spark-home",
                        folder.resolve("spark"),
                        "--spark-jar",
                        jar,
                        "--master",
                        "spark://one:7077",
                        "--shared",
                        shared,
                        "--recorded",
                        "7",
                        "--from",
                        "2026-11-01",
                        "--json")
                .fine();

        assertTrue(
                out.matches("--master spark://one:7077 --conf spark.ui.showConsoleProgress=false \\S+\\.jar impact"
                        + " --input \\S+entries.jsonl --key \\S+ --active \\S+ --draft \\S+"
                        + " --recorded 7 --from 2026-11-01 --json\n"),
                out);
        String key = Files.readString(taken.resolve("job.pub"));
        Bundle active = Bundle.read(Files.readString(taken.resolve("active")), key);
        Bundle draft = Bundle.read(Files.readString(taken.resolve("draft")), key);
        try (Ledger ledger = Ledger.open(data)) {
            assertEquals(
                    ledger.publications().active().orElseThrow().content().release(),
                    active.statement().release());
            assertFalse(key.equals(ledger.proof().publicKey()));
        }
        assertFalse(active.statement().release().equals(draft.statement().release()));
        assertEquals(2, Files.readAllLines(taken.resolve("entries.jsonl")).size());
        try (Stream<Path> left = Files.list(shared)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        Printed home = impact("--spark-home", folder.resolve("data"), "--spark-jar", jar);
        Printed jobs = impact("--spark-home", folder.resolve("spark"), "--spark-jar", folder.resolve("no.jar"));
        Printed engine = terminal.type("rules", "impact", "--engine", "flink", "--data", data);

        assertTrue(home.err().contains("has no folder jars. Maybe --spark-home or SPARK_HOME"), home.err());
        assertTrue(jobs.err().contains("no.jar' is not there. Maybe './mvnw -Pspark package'"), jobs.err());
        assertTrue(engine.err().contains("'flink' is neither here nor spark"), engine.err());
        for (Printed refused : List.of(home, jobs, engine)) {
            assertEquals(ExitCode.MISUSED, refused.code());
        }
    }

    @Test
    void everyReleaseGoesIntoABundleOfItsOwn() throws IOException {
        Path bundles = folder.resolve("bundles");
        String out = terminal.type("rules", "export", "--all", "--bundle", bundles, "--data", data)
                .fine();

        assertTrue(out.startsWith("2 releases are signed into " + bundles), out);
        try (Ledger ledger = Ledger.open(data);
                Stream<Path> files = Files.list(bundles)) {
            String key = ledger.proof().publicKey();
            for (Path file : files.sorted().toList()) {
                Bundle bundle = Bundle.read(Files.readString(file), key);
                assertTrue(bundle.statement()
                        .release()
                        .startsWith("sha256:" + file.getFileName().toString().replace(".bundle", "")));
            }
        }
    }
}
