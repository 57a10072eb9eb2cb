package tunewise.workshop;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.AnswerJson;
import tunewise.service.ProgressListener;
import tunewise.text.PlainLocale;

/**
 * What runs inside a sandbox: reads JSON from standard input, hands it to the {@link SandboxTask} that its argument names, and
 * writes a line of JSON for each result, and now and then one that says how far it is. The last line says that nothing is
 * missing.
 */
public final class SandboxMain {
    private static final JsonMapper JSON = AnswerJson.MAPPER;
    private static final long BETWEEN_STEPS = TimeUnit.MILLISECONDS.toNanos(100);

    private SandboxMain() {}

    /**
     * A line as it is read; one of the three.
     *
     * @param at how far the work is
     * @param ended whether nothing comes after it
     */
    record Line(@Nullable JsonNode result, @Nullable At at, boolean ended) {}

    /** Steps done, and how many there are. */
    record At(int done, int all) {}

    public static void main(String[] args) throws Exception {
        PlainLocale.use();
        endWithParent();
        PrintStream lines = System.out;
        System.setOut(System.err);
        SandboxTask task = Class.forName(args[0])
                .asSubclass(SandboxTask.class)
                .getConstructor()
                .newInstance();
        task.run(
                JSON.readTree(System.in),
                result -> write(lines, Map.of("result", result)),
                seldom((done, all) -> write(lines, Map.of("at", new At(done, all)))));
        write(lines, Map.of("ended", true));
        System.exit(0);
    }

    private static synchronized void write(PrintStream lines, Map<String, ?> line) {
        byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        lines.write(bytes, 0, bytes.length);
        lines.flush();
    }

    /** Passes on no more than somebody watching can see. */
    private static ProgressListener seldom(ProgressListener steps) {
        AtomicLong next = new AtomicLong(System.nanoTime());
        return (done, all) -> {
            long due = next.get();
            long now = System.nanoTime();
            if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN_STEPS)) {
                steps.at(done, all);
            }
        };
    }

    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            Thread watch = new Thread(
                    () -> {
                        parent.onExit().join();
                        Runtime.getRuntime().halt(1);
                    },
                    "parent");
            watch.setDaemon(true);
            watch.start();
        });
    }
}
