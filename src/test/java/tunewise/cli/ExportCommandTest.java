package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;

/** Taking a recommendation away from the command line. */
class ExportCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path data;

    @BeforeEach
    void ask() {
        terminal.type(
                        "advise",
                        "Llama 3.1 8B",
                        "--tokens",
                        "5M",
                        "--gpus",
                        "rtx-4090",
                        "--as-of",
                        "2026-03-31",
                        "--data",
                        data)
                .fine();
    }

    @Test
    void aConfigurationIsPrinted() {
        String out = terminal.type("export", "last", "--format", "trl", "--data", data)
                .fine();

        assertTrue(out.startsWith("# Made by Tunewise: "), out);
        assertTrue(out.contains("\nmodel_name_or_path: meta-llama/Llama-3.1-8B\n"), out);
    }

    @Test
    void aBundleIsWrittenWhereItIsToGo() throws IOException {
        Path file = data.resolve("mine.zip");
        String out =
                terminal.type("export", "last", "--out", file, "--data", data).fine();

        assertEquals("Written to " + file + ".\n", out);
        assertEquals('P', Files.readAllBytes(file)[0]);
    }

    @Test
    void whatCannotBeExportedIsSaid() {
        Printed printed = terminal.type("export", "last", "--format", "unsloth", "--data", data);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.err().startsWith("This answer was estimated for TRL"), printed.err());
    }

    @Test
    void aFormatThatThereIsNotIsMisuse() {
        Printed printed = terminal.type("export", "last", "--format", "skypilots", "--data", data);

        assertEquals(ExitCode.MISUSED, printed.code());
        assertTrue(printed.err().contains("Maybe you mean 'skypilot'."), printed.err());
    }

    @Test
    void anAnswerThatThereIsNotIsMisuse() {
        Printed printed = terminal.type("export", "nobody", "--data", data);

        assertEquals(ExitCode.MISUSED, printed.code());
        assertTrue(printed.err().startsWith("the ledger holds no recommendation 'nobody'"), printed.err());
    }

    @Test
    void aFolderThatThereIsNotIsNamed() {
        Printed printed = terminal.type("export", "last", "--out", data.resolve("no/where.zip"), "--data", data);

        assertEquals(ExitCode.FOUND_SOMETHING, printed.code());
        assertTrue(printed.err().contains("cannot be written"), printed.err());
    }
}
