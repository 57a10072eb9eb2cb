package tunewise.web.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.web.RunningService;

/** What nobody should send; {@link Fuzzer} does the same at length. */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("tunewise.fuzz", 3_000);

    @Test
    void nothingThatIsSentBringsTheServiceDownOrItsInsideOut(@TempDir Path folder) throws IOException {
        try (RunningService service = Fuzzer.furnished(folder)) {
            Fuzzer fuzzer = new Fuzzer(service, Long.getLong("tunewise.fuzz.seed", 25), Duration.ofSeconds(30));

            assertEquals(List.of(), fuzzer.run(REQUESTS));
            assertTrue(
                    fuzzer.statuses().keySet().containsAll(List.of(200, 201, 303, 400, 404, 405, 415, 422)),
                    () -> fuzzer.statuses().toString());
        }
    }
}
