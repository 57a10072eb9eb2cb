package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tunewise.fixtures.ShippedRules;

/** The project's own rules and fixtures with one thing altered. */
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
}
