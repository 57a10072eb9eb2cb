package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.Postgres;
import tunewise.ledger.Ledger;

class LedgerCommandsTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path data;

    @Test
    void whereThereIsNoLedgerNothingIsVerified() {
        Printed printed = terminal.type("ledger", "verify", "--data", data);

        assertEquals(ExitCode.MISUSED, printed.code());
        assertEquals("'" + data + "' holds no ledger. Maybe --data names another folder.\n", printed.err());
    }

    @Test
    void anUntouchedLedgerHolds() {
        ask();
        ask();

        String out = terminal.type("ledger", "verify", "--data", data).fine();
        JsonNode json = AnswerJson.MAPPER.readTree(
                terminal.type("ledger", "verify", "--data", data, "--json").fine());

        assertTrue(out.startsWith("All 3 entries hold, and 2 checkpoints agree. Head of the chain: "), out);
        assertEquals(3, json.get("count").asInt());
    }

    @Test
    void aRunIsReportedAndSetBesideTheEstimate() {
        String id = AnswerJson.MAPPER
                .readTree(terminal.type("advise", "Llama 3.1 8B", "--tokens", "20M", "--json", "--data", data)
                        .fine())
                .get("id")
                .asString();

        String reported = terminal.type(
                        "ledger",
                        "report",
                        id,
                        "--peak-gib",
                        "21.4",
                        "--hours",
                        "2.6",
                        "--out-of-memory",
                        "--data",
                        data)
                .fine();
        String accuracy = terminal.type("ledger", "accuracy", "--data", data).fine();

        assertTrue(reported.startsWith("Recorded as entry-"), reported);
        assertTrue(accuracy.contains("\nmethod   lora                         1       1 "), accuracy);
        String learned = terminal.type("ledger", "accuracy", "--draft", "learned", "--data", data)
                .fine();
        assertTrue(learned.startsWith("Nothing to change: "), learned);
        assertTrue(terminal.type("ledger", "verify", "--data", data).fine().startsWith("All 3 entries hold"));
    }

    @Test
    void aReportWithoutFiguresOrOfNoAnswerIsMisuse() {
        ask();

        Printed nothing = terminal.type("ledger", "report", "answer-1", "--data", data);
        Printed unknown = terminal.type("ledger", "report", "none", "--hours", "1", "--data", data);

        assertEquals(ExitCode.MISUSED, nothing.code());
        assertTrue(nothing.err().contains("there is no figure"), nothing.err());
        assertEquals(ExitCode.MISUSED, unknown.code());
        assertTrue(unknown.err().contains("the ledger holds no recommendation 'none'"), unknown.err());
    }

    @Test
    void anAlteredEntryIsNamed() throws SQLException {
        ask();
        ask();
        sql("update entries set came_from = 'nobody' where seq = 2");

        Printed printed = terminal.type("ledger", "verify", "--data", data);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.out().contains("2"), printed.out());
        assertTrue(printed.out().endsWith(" The 1 before it hold.\n"), printed.out());
    }

    @Test
    void aRestoredBackupIsTheLedger(@TempDir Path other) {
        ask();
        Path copy = other.resolve("tunewise.db");

        String out =
                terminal.type("ledger", "backup", "--data", data, "--out", copy).fine();

        assertTrue(out.contains("All 2 entries hold"), out);
        assertEquals(
                1,
                terminal.type("ledger", "backup", "--data", data, "--out", copy).code());
        assertTrue(terminal.type("ledger", "verify", "--data", data).fine().contains("All 2 entries hold"));
    }

    @Test
    void aBackupIsPutBackAndWhatWasLostIsReported() {
        ask();
        Path copy = data.resolve("backup.db");
        terminal.type("ledger", "backup", "--data", data, "--out", copy).fine();
        ask();

        assertEquals(
                ExitCode.MISUSED,
                terminal.type("ledger", "restore", copy, "--data", data).code(),
                "nobody says why");
        String out = terminal.type(
                        "ledger", "restore", copy, "--comment", "the disk broke", "--name", "Ada", "--data", data)
                .fine();

        assertTrue(out.startsWith("Entry 3 was lost on "), out);
        assertTrue(out.contains(", when Ada put a backup in place: the disk broke\n"), out);
        assertTrue(out.contains("We kept the old store in "), out);
        assertTrue(terminal.type("ledger", "verify", "--data", data).fine().contains("All 3 entries hold"));
        Printed missing = terminal.type("ledger", "restore", "nowhere.db", "--comment", "x", "--data", data);
        assertTrue(missing.err().contains("there is no file 'nowhere.db'. Maybe"), missing.err());
    }

    @Test
    void aCheckpointFromOutsideDistinguishesALostTailFromAnAlteredOne() throws Exception {
        ask();
        ask();
        Path checkpoint = data.resolve("kept.json");
        terminal.type("ledger", "checkpoint", "--data", data, "--out", checkpoint)
                .fine();
        Path key = data.resolve("kept.pub");
        Files.writeString(key, terminal.type("ledger", "key", "--data", data).fine());
        String held = terminal.type("ledger", "verify", "--data", data, "--checkpoint", checkpoint, "--key", key)
                .fine();
        assertTrue(held.startsWith("All 3 entries hold"), held);

        sql("delete from entries where seq = 3", "delete from checkpoints");
        Files.delete(data.resolve("checkpoints.jsonl"));

        Printed listed = terminal.type("ledger", "verify", "--data", data);
        assertEquals(ExitCode.FOUND_SOMETHING, listed.code());
        assertTrue(listed.out().contains("lists show a recommendation answer-2 that no entry has"), listed.out());
        terminal.type("ledger", "reindex", "--data", data).fine();
        assertEquals(0, terminal.type("ledger", "verify", "--data", data).code());
        Printed printed = terminal.type("ledger", "verify", "--data", data, "--checkpoint", checkpoint, "--key", key);
        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.out().contains("the last 1 are lost"), printed.out());
    }

    @Test
    void aRecommendationIsTheSameAgain() {
        ask();

        assertEquals(
                "1 the same, 0 different, 0 cannot be replayed.\n",
                terminal.type("ledger", "replay", "answer-1", "--data", data).fine());
        assertEquals(
                "1 the same, 0 different, 0 cannot be replayed.\n",
                terminal.type("ledger", "replay", "--release", "active", "--data", data)
                        .fine());
    }

    @Test
    void anErasedRecommendationIsProvenButCannotBeReplayed() {
        ask();

        String out = terminal.type("ledger", "erase", "--before", "2026-11-25", "--data", data)
                .fine();

        assertEquals("Erased the bodies of 1 recommendations from before 2026-11-25.\n", out);
        String held = terminal.type("ledger", "verify", "--data", data).fine();
        assertTrue(held.startsWith("All 3 entries hold, the bodies of 1 of them erased"), held);
        Printed replay = terminal.type("ledger", "replay", "answer-1", "--data", data);
        assertEquals(ExitCode.FOUND_SOMETHING, replay.code());
        assertTrue(replay.out().contains("the retention rules erased its body"), replay.out());
    }

    @Test
    void aPolicyThatKeepsNothingIsRefused() {
        Printed refused = terminal.type("serve", "--keep-bodies", "0", "--data", data);

        assertEquals(ExitCode.MISUSED, refused.code());
        assertTrue(
                refused.err().startsWith("--keep-bodies 0 keeps nothing. Maybe 400, which is a year and some weeks."),
                refused.err());
    }

    @Test
    void anExportHasTheHashesOfTheChain() throws IOException {
        ask();
        ask();
        Path file = data.resolve("export.csv");

        terminal.type("ledger", "export", "--format", "csv", "--where", "method=lora", "--out", file, "--data", data)
                .fine();

        assertEquals(3, Files.readAllLines(file).size());
        assertTrue(Files.readAllLines(file).get(0).endsWith(",body_hash,previous_hash,hash"));
        Printed wrong = terminal.type("ledger", "export", "--where", "methud=lora", "--out", file, "--data", data);
        assertEquals(ExitCode.MISUSED, wrong.code());
        assertTrue(wrong.err().contains("Maybe you mean method"), wrong.err());
    }

    @Test
    void anExportAsParquetIsANewFolder() throws IOException {
        ask();
        Path folder = data.resolve("entries.parquet");
        Object[] export = {"ledger", "export", "--format", "parquet", "--out", folder, "--data", data};

        assertEquals("Written to " + folder + ".\n", terminal.type(export).fine());
        try (Stream<Path> months = Files.list(folder)) {
            assertTrue(months.allMatch(month -> month.getFileName().toString().matches("month=\\d{4}-\\d\\d")));
        }
        assertFalse(Files.exists(data.resolve("entries.parquet.part")));
        Printed again = terminal.type(export);
        assertEquals(ExitCode.MISUSED, again.code());
        assertEquals("'" + folder + "' is there already. Maybe name a new folder.\n", again.err());
        export[3] = "parket";
        assertTrue(terminal.type(export)
                .err()
                .contains("'parket' is neither jsonl, csv nor parquet. Maybe you mean jsonl."));
    }

    @Test
    void aLedgerOnPostgresqlTakesTheSameCommands(@TempDir Path other) throws IOException {
        String url = Postgres.database().address();
        for (Path folder : List.of(data, other)) {
            terminal.type("advise", "Llama 3.1 8B", "--tokens", "5M", "--data", folder, "--ledger", url)
                    .fine();
        }
        Path export = data.resolve("export.jsonl");

        String verified = terminal.type("ledger", "verify", "--data", data, "--ledger", url)
                .fine();
        assertTrue(verified.startsWith("All 3 entries hold in 2 chains, and 2 checkpoints agree:\nchain "), verified);
        assertEquals(
                "2 the same, 0 different, 0 cannot be replayed.\n",
                terminal.type("ledger", "replay", "--data", data, "--ledger", url)
                        .fine());
        terminal.type("ledger", "export", "--out", export, "--data", other, "--ledger", url)
                .fine();
        assertEquals(1, Files.readAllLines(export).size());
        Printed backup =
                terminal.type("ledger", "backup", "--out", data.resolve("copy"), "--data", data, "--ledger", url);
        assertEquals(ExitCode.FOUND_SOMETHING, backup.code());
        assertTrue(backup.err().contains("Maybe: pg_dump --format=custom"), backup.err());
        assertFalse(Ledger.exists(data));
    }

    @Test
    void anAddressOfAnotherDatabaseIsMisuse() {
        Printed printed =
                terminal.type("ledger", "verify", "--data", data, "--ledger", "mysql://ada:secret@host/records");

        assertEquals(ExitCode.MISUSED, printed.code());
        assertTrue(printed.err().contains("Maybe you mean postgresql://USER:PASSWORD@HOST/DATABASE"), printed.err());
        assertFalse(printed.err().contains("secret"), printed.err());
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("tunewise.db"));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private void ask() {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "5M", "--data", data)
                .fine();
    }
}
