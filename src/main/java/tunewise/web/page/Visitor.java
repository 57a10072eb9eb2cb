package tunewise.web.page;

import io.javalin.http.Context;
import java.util.Optional;
import tunewise.access.Access;
import tunewise.access.Person;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;

/** Who asks, as far as they had to prove it. */
public final class Visitor {
    private static final String PERSON = "tunewise.person";
    private static final String FORM_TOKEN = "tunewise.form-token";
    private static final String FREE = "tunewise.free";

    private Visitor() {}

    /** Notes who it is, for whatever answers. */
    public static void set(Context ctx, Person person) {
        ctx.attribute(PERSON, person);
    }

    /** Notes what the forms of the page have to carry. */
    public static void setFormToken(Context ctx, String token) {
        ctx.attribute(FORM_TOKEN, token);
    }

    /** Notes that nobody has to prove anything. */
    public static void setFree(Context ctx) {
        ctx.attribute(FREE, true);
    }

    /** Empty where nobody had to prove it, and for those who have not yet. */
    public static Optional<Person> of(Context ctx) {
        return Optional.ofNullable(ctx.attribute(PERSON));
    }

    /** Whether everybody on this machine may do everything. */
    public static boolean isFree(Context ctx) {
        return Boolean.TRUE.equals(ctx.attribute(FREE));
    }

    static String formToken(Context ctx) {
        return Optional.<String>ofNullable(ctx.attribute(FORM_TOKEN)).orElse("");
    }

    /** Who does what is asked for, on this way in. */
    public static Actor actor(Context ctx, String cameFrom) {
        return new Actor(of(ctx).map(Person::identity).orElse(null), cameFrom);
    }

    /** Notes that they edit a draft, which they may then not approve; nothing where nobody has to prove who they are. */
    public static void edits(Context ctx, Access access, String draft) {
        of(ctx).ifPresent(person -> access.submissions().edited(draft, person.identity()));
    }

    /** The proven name, or the one somebody gave where nobody has to prove it. */
    public static String name(Context ctx, String given) {
        return of(ctx).map(Person::identity).map(Identity::name).orElse(given);
    }
}
