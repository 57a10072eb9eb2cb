package tunewise.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the language that the rules of a release are written in, as {@code rules/catalog/rules-language.csv}
 * says it; releases without that file are of the first. A release is read and run as its version was, so that moving a
 * class or renaming a fact never touches a stored release.
 */
public enum RulesLanguage {
    /**
     * Up to 0.2.0: rule files import packages of Java, facts have some other names, and sizing and preference run a
     * second time once the set-up is chosen.
     */
    V1,

    /** A rule file is package, agenda group and rules; what follows from the chosen set-up is a phase of its own. */
    V2;

    /** Where the version stands. */
    public static final String FILE = "rules/catalog/rules-language.csv";

    /** The file of whole facts for fixtures, as releases of the first version name it. */
    public static final String V1_FACT_DEFAULTS = "fixtures/rules/specimens.yaml";

    private static final Pattern ROW = Pattern.compile("(?m)^(\\d+),");
    private static final Pattern IMPORT = Pattern.compile(
            "(?m)^import +(?:java\\.util|tunewise\\.(?:catalog|estimate|plan|question))\\.\\*;?[ \\t]*$");
    private static final Pattern NAME_OR_TEXT =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"|//[^\\n]*|/\\*.*?\\*/|[A-Za-z_$][\\w$]*", Pattern.DOTALL);

    /** What has another name since, among facts, their values and their methods. */
    private static final Map<String, String> RENAMED = Map.of(
            "Limit", "Policy",
            "FallbackStep", "Fallback",
            "words", "summary",
            "concessions", "fallbacks");

    /** The version that these files are written in; empty where they name one that this program does not know. */
    public static Optional<RulesLanguage> of(RuleFiles files) {
        String text = files.files().get(FILE);
        if (text == null) {
            return Optional.of(V1);
        }
        Matcher row = ROW.matcher(text);
        return row.find()
                ? List.of(values()).stream()
                        .filter(each -> each.number().equals(row.group(1)))
                        .findFirst()
                : Optional.empty();
    }

    /** As the file has it. */
    public String number() {
        return name().substring(1);
    }

    /** The same files in the words of the newest version, line by line, so that places in them stay what they were. */
    public static RuleFiles inNewestWords(RuleFiles files) {
        if (!of(files).equals(Optional.of(V1))) {
            return files;
        }
        SortedMap<String, String> translated = new TreeMap<>(files.files());
        translated.replaceAll((path, text) -> path.endsWith(".drl") ? rules(text) : text);
        return new RuleFiles(translated);
    }

    /** The name that a fact of the first version has today. */
    public static String newestName(String fact) {
        return RENAMED.getOrDefault(fact, fact);
    }

    private static String rules(String text) {
        Matcher each = NAME_OR_TEXT.matcher(IMPORT.matcher(text).replaceAll(""));
        return each.replaceAll(found -> Matcher.quoteReplacement(newestName(found.group())));
    }
}
