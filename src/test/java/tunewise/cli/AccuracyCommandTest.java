package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.cli.Terminal.Printed;
import tunewise.cli.terminal.ExitCode;
import tunewise.estimate.accuracy.Accuracy;
import tunewise.fixtures.ShippedRules;

class AccuracyCommandTest {
    private final Terminal terminal = new Terminal();

    @Test
    void theReportOverWhatWasMeasuredIsPrinted() throws IOException {
        String out = terminal.type("accuracy").fine();

        assertEquals(
                Accuracy.measure(
                                Path.of("fixtures/measured"),
                                ShippedRules.loaded().catalog())
                        .text(),
                out);
        assertTrue(out.contains("\nspeed "), out);
    }

    @Test
    void aFolderWithoutMeasurementsIsMisuse(@TempDir Path folder) throws IOException {
        Printed empty = terminal.type("accuracy", "--measured", folder);
        for (String name : new String[] {"memory.csv", "models.csv", "speed.csv"}) {
            Files.copy(Path.of("fixtures/measured", name), folder.resolve(name));
        }
        Path memory = folder.resolve("memory.csv");
        Files.writeString(memory, Files.readString(memory).replaceFirst(",lora,", ",dora,"));
        Printed faulty = terminal.type("accuracy", "--measured", folder);

        assertEquals(ExitCode.MISUSED, empty.code());
        assertEquals(
                "'" + folder
                        + "' cannot be read: memory.csv, speed.csv and models.csv are expected there. Maybe --measured names another folder.\n",
                empty.err());
        assertEquals(ExitCode.MISUSED, faulty.code());
        assertTrue(faulty.err().contains("'dora' is no Method."), faulty.err());
    }
}
