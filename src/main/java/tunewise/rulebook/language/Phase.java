package tunewise.rulebook.language;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tunewise.catalog.RulesLanguage;
import tunewise.text.Choice;

/** The phases in the order they run; each is a folder, an agenda group and a prefix of rule ids. */
public enum Phase implements Choice {
    GATES("GAT"),
    METHODS("MET"),
    SIZING("SIZ"),
    ELIGIBILITY("ELI"),
    PREFERENCE("PRF"),
    /** What follows from the set-up that was chosen; not in rules of the first version of their language. */
    SETTINGS("SET"),
    CAVEATS("CAV");

    private final String prefix;

    Phase(String prefix) {
        this.prefix = prefix;
    }

    /** The phases that rules in this version of their language have. */
    public static List<Phase> of(RulesLanguage language) {
        return Stream.of(values())
                .filter(phase -> language != RulesLanguage.V1 || phase != SETTINGS)
                .toList();
    }

    public String prefix() {
        return prefix;
    }

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
