package tunewise.rulebook;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tunewise.rulebook.guard.Permitted;

/** The imports that the compiler wants to see: the engine supplies them, so that no rule file names a Java package. */
final class Imports {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package +[\\w.]+;?");
    private static final Pattern WORD = Pattern.compile("\\w+");

    /** By the name that a rule file has for a type. */
    private static final SortedMap<String, String> ALL = all();

    private Imports() {}

    /**
     * The text of a rule file with its imports on the line of its package, so that all lines keep their numbers. Only types
     * that it names, for the compiler repeats the imports of a package in a class for each condition.
     */
    static String supplied(String text) {
        Set<String> named = WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
        String imports = ALL.entrySet().stream()
                .filter(type -> named.contains(type.getKey()))
                .map(type -> "import " + type.getValue() + ";")
                .collect(Collectors.joining());
        return PACKAGE.matcher(text)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group().replaceAll(";$", "") + ";" + imports));
    }

    private static SortedMap<String, String> all() {
        SortedMap<String, String> types = new TreeMap<>();
        for (Class<?> type : Permitted.TYPES) {
            if (type.getEnclosingClass() == null) {
                types.put(type.getSimpleName(), type.getName());
            }
        }
        return types;
    }
}
