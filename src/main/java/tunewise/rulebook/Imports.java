package tunewise.rulebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tunewise.rulebook.guard.Permitted;

/** The imports that the compiler wants to see: the engine supplies them, so that no rule file names a Java package. */
final class Imports {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package +[\\w.]+;?");
    private static final String ALL = Permitted.TYPES.stream()
            .filter(type -> type.getEnclosingClass() == null)
            .map(type -> "import " + type.getName() + ";")
            .sorted()
            .collect(Collectors.joining());

    private Imports() {}

    /** The text of a rule file with its imports on the line of its package, so that all lines keep their numbers. */
    static String supplied(String text) {
        return PACKAGE.matcher(text)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group().replaceAll(";$", "") + ";" + ALL));
    }
}
