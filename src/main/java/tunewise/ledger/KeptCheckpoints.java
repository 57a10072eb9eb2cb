package tunewise.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.LedgerUnavailableException;

/**
 * Every checkpoint that was ever signed here, a line each, in a file beside the store: it shows when an older backup was
 * put in place of the store, and whoever writes the database alone cannot reach it.
 */
final class KeptCheckpoints {
    static final String FILE = "checkpoints.jsonl";

    private final Path file;

    KeptCheckpoints(Path folder) {
        this.file = folder.resolve(FILE);
    }

    void add(Checkpoint checkpoint) {
        try {
            Files.writeString(
                    file,
                    checkpoint.json() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the checkpoint could not be kept in " + file + ". Maybe the disk is full.", e);
        }
    }

    /** Oldest first; a line that a crash cut short is left out. */
    List<String> all() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> line.endsWith("}"))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the checkpoints in " + file + " cannot be read. Maybe they belong to somebody else.", e);
        }
    }
}
