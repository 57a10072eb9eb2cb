package tunewise.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Scripts of ours that read everything they need from a configuration beside them, and so are the same for every run. */
final class Scripts {
    private Scripts() {}

    static String text(Format script) {
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
