package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tunewise.cli.Terminal.Printed;

class SubcommandsTest {
    private final CommandLine whole = Tunewise.commands(new Terminal());

    @Test
    void theListOfAllReadsAsIfEachWereWhole() {
        assertEquals(
                whole.getUsageMessage(CommandLine.Help.Ansi.OFF),
                new Terminal().type("--help").fine());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serve", "mcp", "advise", "estimate", "accuracy", "export", "rules", "prices", "ledger", "access"
            })
    void aCommandExplainsItselfAsAmongAll(String name) {
        assertEquals(
                Objects.requireNonNull(whole.getSubcommands().get(name)).getUsageMessage(CommandLine.Help.Ansi.OFF),
                new Terminal().type(name, "--help").fine());
    }

    @Test
    void aMistypedCommandIsRecognised() {
        Printed printed = new Terminal().type("advize");
        assertTrue(printed.err().contains("advise"), printed.err());
    }

    @Test
    void onlyWhatWasTypedIsMadeWhole() {
        Subcommands typed = Subcommands.named("rules", "check");
        CommandLine line = typed.of(new CommandLine(CommandLine.Model.CommandSpec.create()))
                .add("rules", "Some.", () -> new CommandLine(CommandLine.Model.CommandSpec.create()))
                .add("serve", "Others.", () -> {
                    throw new AssertionError("nobody asked to serve");
                })
                .line();
        assertEquals(
                List.of("rules", "serve"), List.copyOf(line.getSubcommands().keySet()));
        assertFalse(typed.all());
        assertTrue(Subcommands.named("@words").all());
    }
}
