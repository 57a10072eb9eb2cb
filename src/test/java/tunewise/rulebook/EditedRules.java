package tunewise.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;

/**
 * Rule files of cases, each a small sound file changed by its {@code edit.txt}: the path where the file then lies, and
 * the lines that go ({@code -}) and come in their place ({@code +}). {@code #1} after a line means the first of several,
 * {@code - *} all lines, {@code x 9 y} nine times y at the end of the line before, and {@code n 9 y} nine lines y.
 */
final class EditedRules {
    private static final Path SOUND = Path.of("src/test/resources/rules-minimal/memory.drl");

    private EditedRules() {}

    static List<Path> cases(Path folder, String prefix) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static final String RETIRED =
            "rule,required,retired,because,source\nELI-990,Nobody trains on Fridays,2026-01-31,it was a joke,house\n";

    static RuleFiles sound() throws IOException {
        return files("rules/eligibility/memory.drl", Files.readAllLines(SOUND));
    }

    static RuleFiles of(Path folder) throws IOException {
        List<String> edits = Files.readAllLines(folder.resolve("edit.txt"));
        List<String> lines = new ArrayList<>(Files.readAllLines(SOUND));
        int at = lines.size();
        for (String edit : edits.subList(1, edits.size())) {
            String line = edit.substring(2);
            switch (edit.charAt(0)) {
                case '+' -> lines.add(at++, line);
                case 'x' -> lines.set(at - 1, lines.get(at - 1) + repeated(line));
                case 'n' -> {
                    for (int i = times(line); i > 0; i--) {
                        lines.add(at++, after(line));
                    }
                }
                default -> {
                    if (line.equals("*")) {
                        lines.clear();
                        at = 0;
                    } else {
                        at = lines.indexOf(line.replace("#1", ""));
                        lines.remove(at);
                    }
                }
            }
        }
        return files(edits.get(0), lines);
    }

    private static String repeated(String line) {
        return after(line).repeat(times(line));
    }

    private static int times(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf(' ')));
    }

    private static String after(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private static RuleFiles files(String path, List<String> lines) {
        TreeMap<String, String> files = new TreeMap<>();
        files.put(path, String.join("\n", lines) + "\n");
        files.put("rules/catalog/retired-rules.csv", RETIRED);
        files.put(RulesLanguage.FILE, "version,since,source,what\n2,2026-11-30,house,today's\n");
        return new RuleFiles(files);
    }
}
