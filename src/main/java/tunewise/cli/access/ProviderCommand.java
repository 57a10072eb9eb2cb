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
        description = "Lets people sign in with an OpenID provider, whose groups have roles here. Put the client "
                + "secret into TUNEWISE_OIDC_SECRET before you start the service.")
final class ProviderCommand extends AccessCommand {
    @Option(names = "--issuer", paramLabel = "URL", description = "the issuer URL, exactly as the provider writes it")
    private String issuer = "";

    @Option(names = "--client-id", paramLabel = "ID", description = "the client id that the provider gave this service")
    private String clientId = "";

    @Option(
            names = "--group",
            paramLabel = "GROUP=ROLES",
            description = "as in analysts=ask,analyse; repeat it for each group")
    private Map<String, String> groups = Map.of();

    @Option(
            names = "--groups-claim",
            paramLabel = "CLAIM",
            defaultValue = "groups",
            description = "claim that lists a person's groups (default: groups)")
    private String groupsClaim = "groups";

    @Option(
            names = "--name-claim",
            paramLabel = "CLAIM",
            defaultValue = "preferred_username",
            description = "claim that holds a person's name (default: preferred_username)")
    private String nameClaim = "preferred_username";

    @Option(names = "--remove", description = "stops signing in with a provider")
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
            out().println("People no longer sign in with a provider.");
            return;
        }
        if (issuer.isBlank()) {
            out().println(access.provider()
                    .provider()
                    .map(each -> "People sign in with " + each.issuer() + ".")
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
        out().println("People sign in with " + issuer
                + ". It sends them back to /sign-in/return at the service's address.");
    }
}
