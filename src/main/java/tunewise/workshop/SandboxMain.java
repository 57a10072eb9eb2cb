package tunewise.workshop;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs inside a sandbox: reads JSON from standard input, hands it to the {@link Task} that its argument names, and
 * writes one line of JSON a result. The last line says that nothing is missing.
 */
public final class SandboxMain {
    static final String DONE = "done";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SandboxMain() {}

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        endWithParent();
        PrintStream results = System.out;
        System.setOut(System.err);
        Task task =
                Class.forName(args[0]).asSubclass(Task.class).getConstructor().newInstance();
        task.run(JSON.readTree(System.in), result -> write(results, result));
        write(results, Map.of(DONE, true));
        System.exit(0);
    }

    private static void write(PrintStream results, Object result) {
        byte[] line = (JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8);
        results.write(line, 0, line.length);
        results.flush();
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
