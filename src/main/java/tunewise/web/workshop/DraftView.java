package tunewise.web.workshop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tunewise.workshop.Differences;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Workspace;

/**
 * A draft with all its files.
 *
 * @param outdated whether something was published since work on it began
 * @param forms what people change without a file
 * @param consent who has to approve it, and who did
 */
record DraftView(
        Draft draft,
        List<Folder> folders,
        Differences differences,
        boolean outdated,
        DraftForms forms,
        @Nullable String refused,
        ConsentView consent) {

    /** The files that the draft changes, each opens from the list of changes. */
    List<File> changed() {
        return folders.stream()
                .flatMap(folder -> folder.files().stream())
                .filter(file -> !file.state().isEmpty())
                .toList();
    }

    /** A folder of the tree; open where something in it was changed. */
    record Folder(String name, boolean open, List<File> files) {}

    /** A file, and what was done with it; empty for nothing. */
    record File(String path, String name, String state) {}

    static List<Folder> folders(Workspace piece, Workspace base) {
        SortedMap<String, String> mine = piece.files();
        SortedMap<String, String> theirs = base.files();
        Set<String> paths = new TreeSet<>(mine.keySet());
        paths.addAll(theirs.keySet());
        Map<String, List<File>> folders = new LinkedHashMap<>();
        for (String path : paths) {
            String before = theirs.get(path);
            String now = mine.get(path);
            String state = before == null ? "new" : now == null ? "deleted" : before.equals(now) ? "" : "changed";
            String folder = path.startsWith("fixtures/scenarios/")
                    ? "fixtures/scenarios"
                    : path.substring(0, path.lastIndexOf('/'));
            folders.computeIfAbsent(folder, key -> new ArrayList<>())
                    .add(new File(path, path.substring(folder.length() + 1).replace("/scenario.yaml", ""), state));
        }
        return folders.entrySet().stream()
                .map(each -> new Folder(
                        each.getKey(),
                        each.getValue().stream().anyMatch(file -> !file.state().isEmpty()),
                        each.getValue()))
                .toList();
    }
}
