package tunewise.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a folder that nobody sees before it is whole. */
public final class NewFolder {
    private NewFolder() {}

    /** Writes into a folder that it makes. */
    public interface Content {
        void to(Path folder) throws IOException;
    }

    public static void write(Path folder, Content content) {
        if (Files.exists(folder)) {
            throw new UnusableInputException("'" + folder + "' is there already. Maybe name a new folder.");
        }
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        if (Files.exists(part)) {
            throw new UnusableInputException("'" + part
                    + "' is there already. Maybe another export writes it, or one was cut off; remove it then.");
        }
        try {
            content.to(part);
            Files.move(part, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(
                    "'" + folder + "' cannot be written. Maybe the folder around it does not exist.", e));
        }
    }
}
