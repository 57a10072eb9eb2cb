package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Who did something, as proven.
 *
 * @param issuer who vouches for them: {@link #ACCOUNT}, {@link #TOKEN}, {@link #SYSTEM}, {@link #SERVICE}, or the address
 *     of an OpenID provider
 * @param subject what the issuer calls them, which never changes hands
 * @param name what people call them
 */
public record Identity(String issuer, String subject, String name) {
    /** An account of this ledger. */
    public static final String ACCOUNT = "tunewise";

    /** A token of this ledger. */
    public static final String TOKEN = "tunewise-token";

    /** The operating system, which knows who works at the machine that the ledger lies on. */
    public static final String SYSTEM = "operating-system";

    /** The program itself, by a policy somebody gave it. */
    public static final String SERVICE = "service";

    /** Whether both are one: names may be alike. */
    public boolean is(Identity other) {
        return issuer.equals(other.issuer) && subject.equals(other.subject);
    }

    /** One text of issuer and subject. */
    @JsonIgnore
    public String key() {
        return issuer + " " + subject;
    }
}
