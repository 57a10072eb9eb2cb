package tunewise.web.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.access.AccessException;
import tunewise.access.Account;
import tunewise.access.Accounts.Invitation;
import tunewise.access.ProviderSignIn.Back;
import tunewise.access.Secrets;
import tunewise.access.openid.OpenIdException;
import tunewise.web.page.Bodies;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;

/** Signing in, signing out, and the link by which somebody sets their password. */
public final class SignInPages {
    private static final String CAME_FROM = "page";

    private final AccessGuard guard;
    private final Access access;
    private final Templates templates;

    public SignInPages(AccessGuard guard, Templates templates) {
        this.guard = guard;
        this.access = guard.access();
        this.templates = templates;
    }

    public void register(RoutesConfig routes) {
        routes.get("/sign-in", ctx -> form(ctx, Objects.requireNonNullElse(ctx.queryParam("then"), ""), "", null));
        routes.post("/sign-in", this::signIn);
        routes.get("/sign-in/provider", this::sendOff);
        routes.get("/sign-in/return", this::comeBack);
        routes.post("/sign-out", this::signOut);
        routes.get("/join/{secret}", ctx -> joinForm(ctx, "", null));
        routes.post("/join/{secret}", this::join);
    }

    private void form(Context ctx, String then, String name, @Nullable String refused) {
        var unused = visit(ctx);
        templates.render(
                ctx,
                "access/signIn",
                "Sign in",
                null,
                new SignInView(guard.isFree(), provider(), local(then), name, refused));
    }

    private void signIn(Context ctx) {
        requireVisit(ctx);
        Map<String, List<String>> form = Bodies.form(ctx);
        String name = Bodies.value(form, "name");
        String then = Bodies.value(form, "then");
        Optional<String> session = access.signIn(name, Bodies.value(form, "password"), CAME_FROM);
        if (session.isEmpty()) {
            ctx.status(HttpStatus.UNAUTHORIZED);
            form(
                    ctx,
                    then,
                    name,
                    "name or password is wrong, or the account is locked for 15 minutes after five wrong "
                            + "passwords. Maybe your administrator can send you a new link.");
            return;
        }
        begin(ctx, session.get(), local(then));
    }

    private @Nullable String provider() {
        return access.provider()
                .provider()
                .map(each -> URI.create(each.issuer()).getHost())
                .orElse(null);
    }

    private void sendOff(Context ctx) {
        String visit = visit(ctx);
        String then = local(Objects.requireNonNullElse(ctx.queryParam("then"), ""));
        try {
            ctx.redirect(
                    access.provider().address(comesBackTo(ctx), visit, then).toString(), HttpStatus.SEE_OTHER);
        } catch (OpenIdException e) {
            refused(ctx, then, e);
        }
    }

    private void comeBack(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        try {
            Back back = access.provider()
                    .finish(
                            URI.create(comesBackTo(ctx) + "?" + Objects.requireNonNullElse(ctx.queryString(), "")),
                            comesBackTo(ctx),
                            Objects.requireNonNullElse(ctx.queryParam("state"), ""),
                            guard.cookies().read(ctx, Cookies.VISIT).orElse(""),
                            CAME_FROM);
            begin(ctx, back.session(), local(back.then()));
        } catch (OpenIdException | IllegalArgumentException e) {
            refused(ctx, "", e);
        }
    }

    private void refused(Context ctx, String then, RuntimeException e) {
        ctx.status(HttpStatus.UNAUTHORIZED);
        form(
                ctx,
                then,
                "",
                e instanceof OpenIdException
                        ? e.getMessage()
                        : "we cannot read what your provider sent. Maybe sign in again.");
    }

    /** Where the provider sends browsers back to: the host was checked, and the provider knows which it may be. */
    private URI comesBackTo(Context ctx) {
        return URI.create((guard.isEncrypted(ctx) ? "https" : "http") + "://" + ctx.header("Host") + "/sign-in/return");
    }

    private void begin(Context ctx, String session, String then) {
        guard.cookies().read(ctx, Cookies.SESSION).ifPresent(old -> access.signOut(old, CAME_FROM));
        guard.cookies().write(ctx, Cookies.SESSION, session);
        guard.cookies().remove(ctx, Cookies.VISIT);
        ctx.redirect(then.isEmpty() ? "/" : then, HttpStatus.SEE_OTHER);
    }

    private void signOut(Context ctx) {
        guard.cookies().read(ctx, Cookies.SESSION).ifPresent(secret -> access.signOut(secret, CAME_FROM));
        guard.cookies().remove(ctx, Cookies.SESSION);
        ctx.header("Clear-Site-Data", "\"cache\"");
        ctx.redirect("/sign-in", HttpStatus.SEE_OTHER);
    }

    private void joinForm(Context ctx, String name, @Nullable String refused) {
        ctx.header("Cache-Control", "no-store");
        String secret = ctx.pathParam("secret");
        Invitation invitation = access.accounts().invitation(secret).orElseThrow(NotFoundResponse::new);
        var unused = visit(ctx);
        templates.render(
                ctx,
                "access/join",
                "Set your password",
                null,
                new JoinView(secret, invitation.account(), name, refused));
    }

    private void join(Context ctx) {
        requireVisit(ctx);
        Map<String, List<String>> form = Bodies.form(ctx);
        String name = Bodies.value(form, "name");
        try {
            String password = Bodies.value(form, "password");
            if (!password.equals(Bodies.value(form, "again"))) {
                throw new AccessException("the two passwords differ. Maybe one was mistyped.");
            }
            Account account = access.accounts().join(ctx.pathParam("secret"), name, password, CAME_FROM);
            begin(ctx, access.begin(account, CAME_FROM), "");
        } catch (AccessException e) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            joinForm(ctx, name, e.getMessage());
        }
    }

    /** A form before sign-in carries the token of the visit, so that nobody is signed in by another site's page. */
    private String visit(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        String secret = guard.cookies().read(ctx, Cookies.VISIT).orElseGet(Secrets::random);
        guard.cookies().write(ctx, Cookies.VISIT, secret);
        Visitor.setFormToken(ctx, Secrets.formToken(secret));
        return secret;
    }

    private void requireVisit(Context ctx) {
        guard.requirePrivacy(ctx);
        String secret = guard.cookies().read(ctx, Cookies.VISIT).orElse("");
        if (secret.isEmpty() || !Secrets.same(Bodies.formToken(ctx), Secrets.formToken(secret))) {
            throw new ForbiddenResponse(
                    "This form has expired. Maybe open /sign-in again, and allow cookies of this site.");
        }
    }

    /** A path of this service, and nothing that leads elsewhere. */
    static String local(String then) {
        return then.matches("/(?![/\\\\])[!-\\[\\]-~]*") ? then : "";
    }
}
