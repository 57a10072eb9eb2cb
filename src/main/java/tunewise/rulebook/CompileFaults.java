package tunewise.rulebook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kie.api.builder.Message;
import tunewise.catalog.Fault;

/** Turns the compiler's messages into words without Java in them. */
final class CompileFaults {
    private static final Pattern RULE_ID = Pattern.compile("\\b[A-Z]{3}-\\d{3}\\b");

    private CompileFaults() {}

    /** The compiler names neither line nor rule reliably; what it does say is mapped to the rule it comes from. */
    static Fault fault(Message message, List<RuleInfo> rules) {
        String text = message.getText() == null ? "" : message.getText();
        String path = message.getPath() == null ? "" : message.getPath();
        String file = path.contains("rules/") ? path.substring(path.indexOf("rules/")) : "rules";
        Matcher id = RULE_ID.matcher(text);
        RuleInfo rule = null;
        if (id.find()) {
            String found = id.group();
            rule = rules.stream().filter(r -> r.id().equals(found)).findFirst().orElse(null);
        }
        int line = rule != null ? rule.line() : Math.max(0, message.getLine());
        return new Fault(
                rule != null ? rule.file() : file,
                line,
                0,
                rule != null ? rule.id() : "",
                "the rule cannot be compiled: " + firstSentence(text),
                "Maybe a value is compared with one of another kind, or a name after the dot is misspelt.");
    }

    private static String firstSentence(String text) {
        String line = text.lines().findFirst().orElse("");
        int java = line.toLowerCase(Locale.ROOT).indexOf("java source of type");
        String kept = java >= 0 ? line.substring(0, java) : line;
        return kept.length() > 300 ? kept.substring(0, 300) + " ..." : kept;
    }
}
