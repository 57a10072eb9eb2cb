package tunewise.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Publication;

/**
 * Brings a rules folder up to the active release, file by file. What was published once may be replaced, since the store
 * has it; what was only ever in the folder stays. Interrupted, it can be done again.
 */
public final class FolderUpdate {
    private final Releases releases;
    private final FolderBase origins;

    public FolderUpdate(Releases releases, FolderBase origins) {
        this.releases = releases;
        this.origins = origins;
    }

    /**
     * What was done.
     *
     * @param written files that came or read otherwise now
     * @param removed files that went
     * @param kept files that only the folder has so; they wait to be published
     */
    public record Updated(List<String> written, List<String> removed, List<String> kept) {
        public Updated {
            written = List.copyOf(written);
            removed = List.copyOf(removed);
            kept = List.copyOf(kept);
        }
    }

    /**
     * Does it.
     *
     * @throws RefusedException when a file was changed in the folder and in the active release, or cannot be written;
     *     nothing is done in the first case
     */
    public Updated run(Path rules, Path fixtures) {
        Workspace piece = Workspace.load(rules, fixtures);
        Publication active = releases.active()
                .orElseThrow(() -> new RefusedException("nothing was published yet, so there is nothing to bring the"
                        + " folder up to. Maybe --data names another folder."));
        SortedMap<String, @Nullable String> wanted = new TreeMap<>();
        List<String> kept = plan(piece, origins.release(rules, piece, releases).orElse(active), active, wanted);
        origins.begin(rules);
        try {
            for (var file : wanted.entrySet()) {
                write(place(file.getKey(), rules, fixtures), file.getValue());
            }
        } catch (IOException e) {
            throw new RefusedException("the folder could not be written in full (" + e.getMessage()
                    + "). Maybe whoever runs this may not write there; it can be done again.");
        }
        origins.remember(rules, active.content());
        origins.end(rules);
        return new Updated(
                wanted.keySet().stream()
                        .filter(path -> wanted.get(path) != null)
                        .toList(),
                wanted.keySet().stream()
                        .filter(path -> wanted.get(path) == null)
                        .toList(),
                kept);
    }

    /** Finishes what was interrupted, if anything was. */
    void resume(Path rules, Path fixtures) {
        if (origins.begun(rules)) {
            run(rules, fixtures);
        }
    }

    /** Collects the new texts of files that are to change, null for those that go, and returns the paths of those kept. */
    private List<String> plan(
            Workspace piece, Publication origin, Publication active, SortedMap<String, @Nullable String> wanted) {
        List<SortedMap<String, String>> published = releases.history(Releases.MOST_ANCESTORS).stream()
                .map(each -> releases.read(each.content()).files())
                .toList();
        SortedMap<String, String> mine = piece.files();
        SortedMap<String, String> theirs = releases.read(active.content()).files();
        SortedMap<String, String> base = releases.read(origin.content()).files();
        TreeSet<String> paths = new TreeSet<>(mine.keySet());
        paths.addAll(theirs.keySet());
        paths.removeIf(path -> !piece.hasFixtures() && !path.startsWith("rules/"));
        List<String> kept = new ArrayList<>();
        List<String> both = new ArrayList<>();
        for (String path : paths) {
            String own = mine.get(path);
            String their = theirs.get(path);
            if (Objects.equals(own, their)) {
                continue;
            }
            if (published.stream().anyMatch(files -> Objects.equals(files.get(path), own))) {
                wanted.put(path, their);
            } else if (Objects.equals(base.get(path), their)) {
                kept.add(path);
            } else {
                both.add(path);
            }
        }
        if (!both.isEmpty()) {
            throw new RefusedException("the active release and this folder both changed " + String.join(", ", both)
                    + ". Nothing was overwritten. Maybe put your version aside, update, and make the change again.");
        }
        return kept;
    }

    private static Path place(String path, Path rules, Path fixtures) {
        Path root = path.startsWith("rules/") ? rules : fixtures;
        Path place = root.resolve(path.substring(path.indexOf('/') + 1)).normalize();
        if (!place.startsWith(root.normalize())) {
            throw new RefusedException("'" + path + "' lies outside of the folder. Nothing was written.");
        }
        return place;
    }

    private static void write(Path place, @Nullable String text) throws IOException {
        if (text == null) {
            Files.deleteIfExists(place);
        } else {
            AtomicFile.writeShared(place, text);
        }
    }
}
