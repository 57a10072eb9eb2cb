package tunewise.web.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.access.AccessException;
import tunewise.access.Role;
import tunewise.access.Tokens.Made;
import tunewise.advice.AnswerJson;
import tunewise.ledger.entry.Actor;
import tunewise.web.page.Bodies;
import tunewise.web.page.Nav;
import tunewise.web.page.Templates;
import tunewise.web.page.Visitor;

/** Accounts, roles and tokens, for those who administer; what people did, for those who audit. */
public final class AccessPages {
    private static final int MOST_ACTS = 200;

    private final AccessGuard guard;
    private final Access access;
    private final Templates templates;
    private final Clock clock;

    public AccessPages(AccessGuard guard, Templates templates, Clock clock) {
        this.guard = guard;
        this.access = guard.access();
        this.templates = templates;
        this.clock = clock;
    }

    public void register(RoutesConfig routes) {
        routes.get("/access", ctx -> page(ctx, null));
        routes.post("/access/accounts", this::add);
        routes.post("/access/accounts/{name}/roles", this::setRoles);
        routes.post("/access/accounts/{name}/invite", this::invite);
        routes.post("/access/accounts/{name}/remove", this::remove);
        routes.post("/access/tokens", this::makeToken);
        routes.post("/access/tokens/{id}/revoke", this::revoke);
        routes.get(
                "/ledger/acts",
                ctx -> templates.render(
                        ctx,
                        "access/acts",
                        "What people did",
                        Nav.LEDGER,
                        new ActsView(access.acts().newest(MOST_ACTS))));
        routes.get("/api/ledger/acts", ctx -> ctx.contentType("application/json")
                .result(AnswerJson.MAPPER.writeValueAsBytes(
                        Map.of("acts", access.acts().newest(MOST_ACTS)))));
    }

    private void page(Context ctx, @Nullable String refused) {
        templates.render(
                ctx,
                "access/access",
                "Access",
                Nav.ACCESS,
                new AccessView(
                        guard.isFree(),
                        access.accounts().all(),
                        access.tokens().all(),
                        access.accounts().unexplained(),
                        clock.instant(),
                        refused));
    }

    private void add(Context ctx) {
        done(ctx, (form, actor) -> {
            String name = Bodies.value(form, "name").strip();
            link(ctx, name, access.accounts().add(name, roles(form), actor));
        });
    }

    private void invite(Context ctx) {
        done(ctx, (form, actor) -> {
            String name = ctx.pathParam("name");
            link(ctx, name, access.accounts().invite(name, actor));
        });
    }

    private void setRoles(Context ctx) {
        done(ctx, (form, actor) -> {
            access.accounts().setRoles(ctx.pathParam("name"), roles(form), actor);
            ctx.redirect("/access", HttpStatus.SEE_OTHER);
        });
    }

    private void remove(Context ctx) {
        done(ctx, (form, actor) -> {
            access.accounts().remove(ctx.pathParam("name"), actor);
            ctx.redirect("/access", HttpStatus.SEE_OTHER);
        });
    }

    private void makeToken(Context ctx) {
        done(ctx, (form, actor) -> {
            Made made = access.tokens().make(Bodies.value(form, "name"), roles(form), days(form), actor);
            shown(
                    ctx,
                    "Token for " + made.token().name(),
                    "Copy it now: we cannot show it again. Programs send it as Authorization: Bearer.",
                    made.text());
        });
    }

    private void revoke(Context ctx) {
        done(ctx, (form, actor) -> {
            access.tokens().revoke(ctx.pathParam("id"), actor);
            ctx.redirect("/access#tokens", HttpStatus.SEE_OTHER);
        });
    }

    private void link(Context ctx, String name, String secret) {
        shown(
                ctx,
                "Link for " + name,
                "Send it to " + name + " by a way that nobody else reads. It sets a password once, within three days.",
                (guard.isEncrypted(ctx) ? "https" : "http") + "://" + Objects.requireNonNullElse(ctx.header("Host"), "")
                        + "/join/" + secret);
    }

    private void shown(Context ctx, String title, String said, String secret) {
        ctx.header("Cache-Control", "no-store");
        templates.render(ctx, "access/made", title, Nav.ACCESS, new MadeView(title, said, secret));
    }

    private interface Work {
        void at(Map<String, List<String>> form, Actor actor);
    }

    private void done(Context ctx, Work work) {
        try {
            if (guard.isFree()) {
                throw new AccessException(
                        "nobody signs in here yet. Maybe 'tunewise access first' on this machine, which"
                                + " prints a link for the first administrator.");
            }
            work.at(Bodies.form(ctx), Visitor.actor(ctx, "page"));
        } catch (AccessException e) {
            ctx.status(HttpStatus.CONFLICT);
            page(ctx, e.getMessage());
        }
    }

    private static Set<Role> roles(Map<String, List<String>> form) {
        return Role.read(new HashSet<>(form.getOrDefault("role", List.of())));
    }

    private static int days(Map<String, List<String>> form) {
        String typed = Bodies.value(form, "days").strip();
        return typed.matches("\\d{1,4}") ? Integer.parseInt(typed) : 0;
    }
}
