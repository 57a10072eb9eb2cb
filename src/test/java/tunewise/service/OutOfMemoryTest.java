package tunewise.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.fixtures.ChildProcess;

class OutOfMemoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"in a thread", "wrapped in a failure"})
    void aProcessWithoutMemoryEndsInsteadOfLingering(String how) throws Exception {
        assertEquals(OutOfMemory.EXIT, exit(how));
    }

    @Test
    void anotherFailureOfAThreadEndsNothingElse() throws Exception {
        assertEquals(0, exit("with another failure"));
    }

    private static int exit(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ChildProcess.command(List.of("-Xmx24m"), Lingering.class.getName(), List.of(how)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it lingers");
        return process.exitValue();
    }

    /** A process whose main thread would wait for another one that fails. */
    static final class Lingering {
        private Lingering() {}

        public static void main(String[] args) throws InterruptedException {
            OutOfMemory.endsTheProcess();
            Thread failing = new Thread(() -> fail(args[0]));
            failing.start();
            failing.join();
            if (!args[0].equals("with another failure")) {
                Thread.sleep(100_000);
            }
        }

        private static void fail(String how) {
            switch (how) {
                case "in a thread" -> eat();
                case "wrapped in a failure" -> {
                    try {
                        eat();
                    } catch (OutOfMemoryError e) {
                        throw new IllegalStateException("a request failed", e);
                    }
                }
                default -> throw new IllegalStateException("something else");
            }
        }

        private static void eat() {
            List<long[]> eaten = new ArrayList<>();
            while (!eaten.contains(null)) {
                eaten.add(new long[1 << 17]);
            }
        }
    }
}
