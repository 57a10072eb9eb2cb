package tunewise.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for one piece of work, which goes with all that is in it once the work is done, however that ends. */
public final class WorkFolder implements AutoCloseable {
    private final Path path;

    /** One in another folder, which is made if it is missing; null for where this machine has such folders. */
    public WorkFolder(@Nullable Path in, String prefix) throws IOException {
        path = in == null
                ? Files.createTempDirectory(prefix)
                : Files.createTempDirectory(Files.createDirectories(in), prefix);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
