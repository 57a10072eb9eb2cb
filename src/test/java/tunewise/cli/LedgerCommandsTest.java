package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.cli.Terminal.Printed;

class LedgerCommandsTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path data;

    @Test
    void whereThereIsNoLedgerNothingIsVerified() {
        Printed printed = terminal.type("ledger", "verify", "--data", data);

        assertEquals(Tunewise.MISUSED, printed.code());
        assertEquals("'" + data + "' holds no ledger. Maybe --data names another folder.\n", printed.err());
    }

    @Test
    void anUntouchedLedgerHolds() {
        ask();
        ask();

        String out = terminal.type("ledger", "verify", "--data", data).fine();
        JsonNode json = AnswerJson.MAPPER.readTree(
                terminal.type("ledger", "verify", "--data", data, "--json").fine());

        assertTrue(out.startsWith("All 3 entries hold. Head of the chain: "), out);
        assertEquals(3, json.get("count").asInt());
    }

    @Test
    void anAlteredEntryIsNamed() throws SQLException {
        ask();
        ask();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("tunewise.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("update entries set came_from = 'nobody' where seq = 2");
        }

        Printed printed = terminal.type("ledger", "verify", "--data", data);

        assertEquals(Tunewise.FOUND_SOMETHING, printed.code());
        assertTrue(printed.out().contains("2"), printed.out());
        assertTrue(printed.out().endsWith(" The 1 before it hold.\n"), printed.out());
    }

    private void ask() {
        terminal.type("advise", "Llama 3.1 8B", "--tokens", "5M", "--data", data)
                .fine();
    }
}
