package tunewise.web.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The two cookies: of a session, and of a visit before it. Scripts never see them; other sites' pages do not send them
 * along with posts. Where the connection is encrypted they go over encrypted ones only, and to this host only.
 */
final class Cookies {
    static final String SESSION = "tunewise-session";
    static final String VISIT = "tunewise-visit";

    private static final String HOST_ONLY = "__Host-";
    private static final int UNTIL_THE_BROWSER_CLOSES = -1;
    private static final int LONGEST = 128;

    private final Encryption encryption;

    Cookies(Encryption encryption) {
        this.encryption = encryption;
    }

    Optional<String> read(Context ctx, String name) {
        return Optional.ofNullable(ctx.cookie(called(ctx, name)))
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST);
    }

    void write(Context ctx, String name, String secret) {
        write(ctx, name, secret, UNTIL_THE_BROWSER_CLOSES);
    }

    void remove(Context ctx, String name) {
        write(ctx, name, "", 0);
    }

    private void write(Context ctx, String name, String value, int maxAge) {
        ctx.cookie(new Cookie(called(ctx, name), value, "/", maxAge, encryption.holds(ctx), true, null, SameSite.LAX));
    }

    private String called(Context ctx, String name) {
        return encryption.holds(ctx) ? HOST_ONLY + name : name;
    }
}
