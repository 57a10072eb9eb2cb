package tunewise.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Scripts of ours that read everything they need from a configuration beside them, and so are the same for every run. */
final class Scripts {
    private Scripts() {}

    /** The configuration that a script reads, with notes besides those that every trainer gets. */
    static String configuration(
            TrainingRun run,
            Format configuration,
            Format script,
            String versions,
            List<String> more,
            Map<String, Object> settings) {
        List<String> notes = new ArrayList<>(Trainers.notes(run, configuration));
        notes.addAll(more);
        notes.add("Run: " + command(run, script, configuration) + " (" + script.fileName() + " lies beside it)");
        return YamlFile.of(Head.of(run, versions, notes), settings);
    }

    static String script(TrainingRun run, Format configuration, Format script, String versions) {
        return Head.of(run, versions, List.of("Run: " + command(run, script, configuration))) + text(script);
    }

    private static String text(Format script) {
        String name = "/tunewise/export/" + script.fileName();
        try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String command(TrainingRun run, Format script, Format configuration) {
        String start = run.machine().gpuCount() > 1
                ? "accelerate launch --config_file " + Format.ACCELERATE.fileName()
                : "python";
        return start + " " + script.fileName() + " --config " + configuration.fileName();
    }
}
