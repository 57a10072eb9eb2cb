package tunewise.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;

/** What somebody may do here. Roles stand beside each other: none holds another. */
public enum Role implements Choice {
    /** Asks questions and reports runs. */
    ASK,
    /** Edits rules and catalogs in drafts, tests and submits them, publishes what is approved. */
    ANALYSE,
    /** Approves what others submit, and publishes in an emergency. */
    APPROVE,
    /** Reviews answers, replays, proves and exports the ledger. */
    AUDIT,
    /** Gives accounts, roles and tokens. */
    ADMINISTER;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people with it do, in a few words. */
    public String does() {
        return switch (this) {
            case ASK -> "asks questions and reports runs";
            case ANALYSE -> "edits rules and prices, submits and publishes";
            case APPROVE -> "approves what others submit";
            case AUDIT -> "reviews answers, verifies and exports the ledger";
            case ADMINISTER -> "manages accounts, roles and tokens";
        };
    }

    /** Their ids with commas between, in the order above. */
    public static String ids(Collection<Role> roles) {
        return Stream.of(values()).filter(roles::contains).map(Role::id).collect(Collectors.joining(", "));
    }

    /**
     * Reads ids.
     *
     * @throws AccessException when there is none, or one that is none of these
     */
    public static Set<Role> read(Collection<String> ids) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        ids.stream().filter(id -> !id.isBlank()).forEach(id -> roles.add(of(id.strip())));
        if (roles.isEmpty()) {
            throw new AccessException("a role is needed. Maybe ask is enough; there are " + all() + ".");
        }
        return roles;
    }

    @JsonCreator
    static Role of(String id) {
        return Stream.of(values())
                .filter(role -> role.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AccessException("'" + id + "' is no role. Maybe you mean "
                        + SpellingSuggestion.nearest(id, List.of("ask", "analyse", "approve", "audit", "administer"))
                                .orElse("ask")
                        + "; there are " + all() + "."));
    }

    private static String all() {
        return ids(List.of(values()));
    }
}
