package tunewise.web.workshop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.workshop.Differences;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.NewRule;
import tunewise.workshop.Workspace;

/**
 * A draft with all its files.
 *
 * @param outdated whether something was published since work on it began
 * @param catalog what a new rule can be about
 * @param consent who has to approve it, and who did
 */
record DraftView(
        Draft draft,
        List<Folder> folders,
        Differences differences,
        boolean outdated,
        Catalog catalog,
        @Nullable String refused,
        ConsentView consent) {

    List<String> families() {
        return NewRule.families(catalog);
    }

    /** A policy value with its unit, and what it decides. */
    record PolicyLine(String id, String value, String description) {}

    List<PolicyLine> policies() {
        return catalog.policies().stream()
                .map(policy -> new PolicyLine(
                        policy.id(),
                        BigDecimal.valueOf(policy.value()).stripTrailingZeros().toPlainString() + " " + policy.unit(),
                        policy.description()))
                .toList();
    }

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
            String state = before == null ? "new" : now == null ? "taken out" : before.equals(now) ? "" : "changed";
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
