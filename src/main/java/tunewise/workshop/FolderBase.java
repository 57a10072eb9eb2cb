package tunewise.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;

/** Remembers beside the ledger what rules folders held when they were last published. */
public final class FolderBase {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;

    public FolderBase(Path data) {
        file = data.resolve("folders.json");
    }

    /** The release that what a folder holds stems from; empty where nothing was published yet. */
    public Optional<Publication> release(Path rules, Workspace piece, Releases releases) {
        return releases.ancestor(piece, all().get(key(rules)));
    }

    public void remember(Path rules, Content content) {
        SortedMap<String, Content> all = all();
        if (!content.equals(all.put(key(rules), content))) {
            AtomicFile.write(file, JSON.writeValueAsString(all));
        }
    }

    /** Notes that a folder is about to be brought up to the active release, which takes several steps. */
    void begin(Path rules) {
        AtomicFile.write(updating(rules), key(rules));
    }

    /** Whether that was begun and not ended. */
    boolean begun(Path rules) {
        return Files.exists(updating(rules));
    }

    void end(Path rules) {
        try {
            Files.deleteIfExists(updating(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path updating(Path rules) {
        return file.resolveSibling("updating-" + Integer.toHexString(key(rules).hashCode()) + ".txt");
    }

    private SortedMap<String, Content> all() {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, Content>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(Path rules) {
        return rules.toAbsolutePath().normalize().toString();
    }
}
