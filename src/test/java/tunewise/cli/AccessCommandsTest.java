package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Access;
import tunewise.cli.Terminal.Printed;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Act;

class AccessCommandsTest {
    @TempDir
    Path data;

    private final Terminal terminal = new Terminal();

    @Test
    void theFirstAdministratorGetsALinkOnAnEmptyFolder() {
        String printed = terminal.type("access", "first", "--data", data, "--address", "https://tunewise.example/")
                .fine();

        assertTrue(printed.matches("(?s)https://tunewise\\.example/join/[A-Za-z0-9_-]{43}\\R.*once.*"), printed);
    }

    @Test
    void accountsComeAndGo() {
        terminal.type("access", "first", "--data", data).fine();
        terminal.type("access", "add", "ada", "--role", "administer,ask", "--data", data)
                .fine();
        terminal.type("access", "add", "bob", "--role", "ask", "--data", data).fine();
        terminal.type("access", "roles", "bob", "--role", "audit", "--data", data)
                .fine();

        assertEquals(
                List.of("ada: ask, administer (has not set a password yet)", "bob: audit (has not set a password yet)"),
                terminal.type("access", "list", "--data", data).fine().lines().toList());
        terminal.type("access", "remove", "bob", "--data", data).fine();
        Printed last = terminal.type("access", "remove", "ada", "--data", data);
        assertEquals(2, last.code());
        assertTrue(last.err().contains("the only administrator"), last.err());
    }

    @Test
    void aRoleThatIsNoneIsToldWithTheOneThatMayBeMeant() {
        terminal.type("access", "first", "--data", data).fine();

        Printed printed = terminal.type("access", "add", "ada", "--role", "analyze", "--data", data);

        assertEquals(2, printed.code());
        assertTrue(printed.err().contains("Maybe you mean analyse"), printed.err());
    }

    @Test
    void aTokenIsTakenUntilItIsRevoked() {
        terminal.type("access", "first", "--data", data).fine();
        String token = terminal.type("access", "token", "nightly", "--role", "ask", "--data", data)
                .fine()
                .strip();
        String id = token.split("_", -1)[1];

        assertTrue(knows(token));
        assertTrue(terminal.type("access", "tokens", "--data", data).fine().startsWith(id + " nightly: ask"));
        terminal.type("access", "revoke", id, "--data", data).fine();
        assertTrue(!knows(token));
    }

    @Test
    void whatWasDoneIsOnRecordWithWhoeverIsLoggedIn() {
        terminal.type("access", "first", "--data", data).fine();
        terminal.type("access", "add", "ada", "--role", "ask", "--data", data).fine();

        try (Ledger ledger = Ledger.open(data)) {
            assertEquals(
                    List.of("invited", "account-added", "invited"),
                    ledger.acts(10).stream().map(Act::act).toList());
            assertTrue(ledger.acts(10).stream()
                    .allMatch(act -> act.by() != null && act.by().issuer().equals("operating-system")));
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void rolesThatSomebodyWroteIntoTheStoreAreTold() {
        terminal.type("access", "first", "--data", data).fine();
        terminal.type("access", "add", "ada", "--role", "ask", "--data", data).fine();
        try (Ledger ledger = Ledger.open(data)) {
            String json = ledger.documents().find("account", "ada").orElseThrow();
            ledger.documents().put("account", "ada", json.replace("\"ask\"", "\"administer\""));
        }

        String printed = terminal.type("access", "list", "--data", data).fine();

        assertTrue(printed.contains("No ledger entry records the roles of 'ada'"), printed);
    }

    private boolean knows(String token) {
        try (Ledger ledger = Ledger.open(data)) {
            return new Access(ledger, Clock.systemUTC(), () -> "unused")
                    .byToken(token)
                    .isPresent();
        }
    }
}
