package tunewise.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An OpenID provider that vouches for people.
 *
 * @param issuer its address, letter by letter as it calls itself
 * @param clientId what it calls this service
 * @param groupsClaim where it says which groups somebody is in
 * @param nameClaim where it says what people call them
 * @param groups which roles each group has
 */
public record Provider(
        String issuer, String clientId, String groupsClaim, String nameClaim, SortedMap<String, Set<Role>> groups) {
    /**
     * @throws AccessException when what it says could be read or altered on the way, or no group has a role
     */
    public Provider {
        groups = new TreeMap<>(groups);
        if (!issuer.matches("https://[^\\s?#]+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/[^\\s?#]*)?")) {
            throw new AccessException("issuer is '" + issuer
                    + "', and has to begin with https://. Maybe copy it from the provider's own page.");
        }
        if (clientId.isBlank()) {
            throw new AccessException(
                    "the client id is missing. Maybe the provider shows it beside the client's name.");
        }
        if (groups.isEmpty()) {
            throw new AccessException(
                    "no group has a role, so nobody could sign in. Maybe --group analysts=ask,analyse.");
        }
    }

    /** The roles that some groups have together. */
    Set<Role> roles(List<String> of) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Map.Entry<String, Set<Role>> group : groups.entrySet()) {
            if (of.contains(group.getKey()) || of.contains("/" + group.getKey())) {
                roles.addAll(group.getValue());
            }
        }
        return roles;
    }
}
