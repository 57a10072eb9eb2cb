package tunewise.rulebook.language;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** The phases in the order they run; each is a folder, an agenda group and a prefix of rule ids. */
public enum Phase implements Choice {
    GATES("GAT"),
    METHODS("MET"),
    SIZING("SIZ"),
    ELIGIBILITY("ELI"),
    PREFERENCE("PRF"),
    CAVEATS("CAV");

    private final String prefix;

    Phase(String prefix) {
        this.prefix = prefix;
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
