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

/**
 * What nobody should send: 3,000 requests here, and by {@code -Dtunewise.fuzz=100000} as many as one likes, which then hold
 * shorter answers and memory that stays flat too. {@link Fuzzer} does the same without Maven.
 */
class FuzzTest {
    private static final int IN_CI = 3_000;
    private static final int REQUESTS = Integer.getInteger("tunewise.fuzz", IN_CI);

    /** Machines of CI have other things to do besides. */
    private static final Duration LONGEST = Duration.ofSeconds(REQUESTS > IN_CI ? 5 : 30);

    /** A service that was just started compiles rules by code that is not compiled itself yet. */
    private static final Duration LONGEST_AT_FIRST = Duration.ofSeconds(30);

    private static final long MOST_MORE_MIB = 100;

    @Test
    void nothingThatIsSentBringsTheServiceDownOrItsInsideOut(@TempDir Path folder) throws IOException {
        try (RunningService service = Fuzzer.furnished(folder)) {
            Fuzzer fuzzer = new Fuzzer(service, Long.getLong("tunewise.fuzz.seed", 25), LONGEST_AT_FIRST);

            assertEquals(List.of(), fuzzer.run(Math.min(1_000, REQUESTS)));
            fuzzer.allow(LONGEST);
            long before = Fuzzer.used();
            assertEquals(List.of(), fuzzer.run(Math.max(0, REQUESTS - 1_000)));
            long after = Fuzzer.used();
            System.out.println(REQUESTS + " requests: " + fuzzer.statuses() + ", memory " + before + " MiB and then "
                    + after + " MiB");
            assertTrue(after < before + MOST_MORE_MIB, "memory went from " + before + " MiB to " + after + " MiB");
            assertTrue(
                    fuzzer.statuses().keySet().containsAll(List.of(200, 201, 303, 400, 404, 405, 415, 422)),
                    () -> fuzzer.statuses().toString());
        }
    }
}
