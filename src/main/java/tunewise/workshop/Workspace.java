package tunewise.workshop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tunewise.catalog.RuleFiles;

/**
 * What an analyst works on.
 *
 * @param rules rules and catalogs, all that answers depend on
 * @param fixtures what holds them: {@code fixtures/rules/*.yaml}, {@code fixtures/scenarios/*} and the markets that
 *     scenarios are asked on, {@code fixtures/markets/*}; empty where there are none
 */
public record Workspace(RuleFiles rules, RuleFiles fixtures) {
    private static final List<String> PARTS = List.of("rules", "scenarios", "markets");

    /** The content of two folders; the second may be missing. */
    public static Workspace load(Path rules, Path fixtures) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String part : PARTS) {
            Path folder = fixtures.resolve(part);
            if (Files.isDirectory(folder)) {
                texts.putAll(RuleFiles.load(folder, "fixtures/" + part + "/", List.of(".yaml", ".csv"))
                        .files());
            }
        }
        return new Workspace(RuleFiles.load(rules), new RuleFiles(texts));
    }

    /** Where fixtures lie unless something else is said: beside the rules. */
    public static Path fixturesBeside(Path rules) {
        return rules.toAbsolutePath().normalize().resolveSibling("fixtures");
    }

    public boolean hasFixtures() {
        return !fixtures.files().isEmpty();
    }

    /** Everything, by path. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> all = new TreeMap<>(rules.files());
        all.putAll(fixtures.files());
        return all;
    }

    /** The workspace made of files by path, of which those that are neither rules nor fixtures are left out. */
    public static Workspace of(SortedMap<String, String> files) {
        return new Workspace(below(files, "rules/"), below(files, "fixtures/"));
    }

    private static RuleFiles below(SortedMap<String, String> files, String folder) {
        SortedMap<String, String> some = new TreeMap<>(files);
        some.keySet().removeIf(path -> !path.startsWith(folder));
        return new RuleFiles(some);
    }
}
