package tunewise.cli.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files in UTF-8. */
public final class TextOutput {
    private TextOutput() {}

    /** Writes what a file is to hold. */
    public interface Content {
        void to(Writer writer) throws IOException;
    }

    public static void write(Path file, Content content) {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            content.to(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("'" + file + "' cannot be written. Maybe its folder does not exist.", e));
        }
    }
}
