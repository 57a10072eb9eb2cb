package tunewise.cli.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tunewise.access.Access;
import tunewise.access.AccessException;
import tunewise.access.Provider;
import tunewise.access.Role;
import tunewise.cli.terminal.Services;
import tunewise.ledger.entry.Actor;

@Command(
        name = "provider",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Has people sign in by an OpenID provider, whose groups have roles here. The provider's secret of this"
                        + " client is in TUNEWISE_OIDC_SECRET when the service starts.")
final class ProviderCommand extends AccessCommand {
    @Option(names = "--issuer", paramLabel = "URL", description = "the provider, letter by letter as it calls itself")
    private String issuer = "";

    @Option(names = "--client-id", paramLabel = "ID", description = "what the provider calls this service")
    private String clientId = "";

    @Option(
            names = "--group",
            paramLabel = "GROUP=ROLES",
            description = "as in analysts=ask,analyse; again for each group")
    private Map<String, String> groups = Map.of();

    @Option(
            names = "--groups-claim",
            paramLabel = "CLAIM",
            defaultValue = "groups",
            description = "where the provider says which groups somebody is in (default: groups)")
    private String groupsClaim = "groups";

    @Option(
            names = "--name-claim",
            paramLabel = "CLAIM",
            defaultValue = "preferred_username",
            description = "where it says what people call them (default: preferred_username)")
    private String nameClaim = "preferred_username";

    @Option(names = "--remove", description = "nobody signs in by it any more")
    private boolean remove;

    ProviderCommand(Services services) {
        super(services);
    }

    @Override
    boolean begins() {
        return !remove;
    }

    @Override
    void run(Access access, Actor actor) {
        if (remove) {
            access.provider().remove(actor);
            out().println("Nobody signs in by a provider any more.");
            return;
        }
        if (issuer.isBlank()) {
            out().println(access.provider()
                    .provider()
                    .map(each -> "People sign in by " + each.issuer() + ".")
                    .orElse("There is no provider. Maybe --issuer URL sets one."));
            return;
        }
        SortedMap<String, Set<Role>> roles = new TreeMap<>();
        groups.forEach((group, ids) -> roles.put(group, Role.read(List.of(ids.split(",")))));
        if (!roles.values().stream().anyMatch(each -> each.contains(Role.ADMINISTER))
                && access.accounts().all().isEmpty()) {
            throw new AccessException(
                    "nobody could administer access: no group has the role administer, and there is no"
                            + " account. Maybe --group admins=administer.");
        }
        access.provider().configure(new Provider(issuer, clientId, groupsClaim, nameClaim, roles), actor);
        out().println("People sign in by " + issuer
                + ". It sends them back to /sign-in/return at the service's address.");
    }
}
