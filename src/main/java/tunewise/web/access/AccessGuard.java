package tunewise.web.access;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.router.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.access.Person;
import tunewise.access.Rights;
import tunewise.access.Rights.Right;
import tunewise.access.Role;
import tunewise.access.Secrets;
import tunewise.web.page.Bodies;
import tunewise.web.page.Problems;
import tunewise.web.page.Visitor;

/**
 * Finds out who asks, and lets them go only where the table of rights does. People come with the cookie of their session, and
 * every form of theirs carries its token; programs come with a token of their own in {@code Authorization}.
 */
public final class AccessGuard {
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final String BEARER = "Bearer ";

    private final Access access;
    private final boolean always;
    private final Cookies cookies;
    private final Encryption encryption;

    /** always has everybody sign in, even before there is an account. */
    public AccessGuard(Access access, boolean always, Encryption encryption) {
        this.access = access;
        this.always = always;
        this.encryption = encryption;
        this.cookies = new Cookies(encryption);
    }

    boolean isFree() {
        return !always && !access.configured();
    }

    Access access() {
        return access;
    }

    Cookies cookies() {
        return cookies;
    }

    boolean isEncrypted(Context ctx) {
        return encryption.holds(ctx);
    }

    /** Before anything else: finds out who asks. */
    public void identify(Context ctx) {
        if (encryption.holds(ctx)) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
        if (ctx.path().startsWith("/assets/")) {
            return;
        }
        if (isFree()) {
            Visitor.setFree(ctx);
            return;
        }
        ctx.header("Vary", "Cookie, Authorization");
        String said = ctx.header("Authorization");
        if (said != null) {
            requirePrivacy(ctx);
            Visitor.set(ctx, program(ctx, said));
        } else {
            cookies.read(ctx, Cookies.SESSION)
                    .ifPresent(secret -> access.bySession(secret).ifPresent(person -> {
                        Visitor.set(ctx, person);
                        Visitor.setFormToken(ctx, Secrets.formToken(secret));
                    }));
        }
    }

    private Person program(Context ctx, String said) {
        Optional<Person> found = said.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? access.byToken(said.substring(BEARER.length()).strip())
                : Optional.empty();
        return found.orElseThrow(() -> unknown(
                ctx,
                "We do not accept this token: it was revoked, has expired, or never existed. Maybe it is cut "
                        + "off, or a new"
                        + " one is needed."));
    }

    /** Once the route is known: lets them go on, has them sign in, or says which role is missing. */
    public void authorize(Context ctx) {
        @Nullable Endpoint route = ctx.endpoints().matchedHttpEndpoint();
        Right right = (route == null ? Rights.ofAddress("GET", ctx.path()) : Rights.of(route.method.name(), route.path))
                .orElseThrow(() -> new ForbiddenResponse("Nobody may go here: the table of rights does not name it."));
        if (isFree() || right.open()) {
            return;
        }
        Optional<Person> person = Visitor.of(ctx);
        if (person.isEmpty()) {
            haveSignedIn(ctx);
            return;
        }
        if (!right.allows(person.get())) {
            throw new ForbiddenResponse(
                    "This needs the role " + Role.ids(right.oneOf()).replace(", ", " or ")
                            + ", and " + person.get().identity().name() + " has "
                            + (person.get().roles().isEmpty()
                                    ? "none"
                                    : Role.ids(person.get().roles()).replace(", ", " and "))
                            + ". Maybe ask your administrator.");
        }
        if (!person.get().isProgram() && !READING.contains(ctx.method())) {
            requireFormToken(ctx);
        }
    }

    /** A form counts only with the token of its session: another site's page cannot know it. */
    private void requireFormToken(Context ctx) {
        String secret = cookies.read(ctx, Cookies.SESSION).orElse("");
        if (!Secrets.same(Bodies.formToken(ctx), Secrets.formToken(secret))) {
            throw new ForbiddenResponse(
                    "This form is not from a page of your session. Maybe load its page again and send it"
                            + " once more; programs send Authorization: Bearer with a token of their own.");
        }
    }

    /** Passwords and tokens that went over an open network count as known. */
    void requirePrivacy(Context ctx) {
        if (!encryption.isPrivate(ctx)) {
            throw new ForbiddenResponse(
                    "We take passwords and tokens only over encrypted connections. Maybe use https, and change "
                            + "the one you just sent: others may have read it.");
        }
    }

    private static void haveSignedIn(Context ctx) {
        boolean page = !Problems.forPrograms(ctx.path());
        if (page && READING.contains(ctx.method()) && ctx.header("HX-Request") == null) {
            @Nullable String query = ctx.queryString();
            String then = ctx.path() + (query == null || query.isEmpty() ? "" : "?" + query);
            ctx.redirect(
                    "/sign-in" + (then.equals("/") ? "" : "?then=" + URLEncoder.encode(then, StandardCharsets.UTF_8)),
                    HttpStatus.SEE_OTHER);
            ctx.skipRemainingHandlers();
            return;
        }
        throw unknown(
                ctx,
                page
                        ? "You are not signed in, or your session has ended. Maybe sign in at /sign-in, in "
                                + "another tab if you have unsaved work here."
                        : "This needs a token. Maybe send Authorization: Bearer with the one your administrator "
                                + "gave you.");
    }

    private static UnauthorizedResponse unknown(Context ctx, String message) {
        ctx.header("WWW-Authenticate", "Bearer realm=\"Tunewise\"");
        return new UnauthorizedResponse(message);
    }
}
