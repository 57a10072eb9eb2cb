package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;

/** The project's own rules and fixtures with one thing altered, and folders on disk made of such. */
public final class Folder {
    private Folder() {}

    /** Text that stands once in a file, replaced. */
    public static Workspace with(String path, String text, String instead) {
        return with(ShippedRules.WORKSPACE, path, text, instead);
    }

    public static Workspace with(Workspace piece, String path, String text, String instead) {
        SortedMap<String, String> files = new TreeMap<>(piece.files());
        String before = files.getOrDefault(path, "");
        assertEquals(2, before.split(Pattern.quote(text), -1).length, text);
        files.put(path, before.replace(text, instead));
        return Workspace.of(files);
    }

    /** Writes rules and catalogs into a folder, and gives the folder that a command takes as {@code --rules}. */
    public static Path written(RuleFiles rules, Path folder) {
        rules.files().forEach((path, text) -> AtomicFile.write(folder.resolve(path), text));
        return folder.resolve("rules");
    }
}
