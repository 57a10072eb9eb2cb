package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Rights;
import tunewise.access.Rights.Right;
import tunewise.access.Role;

/** Every role on every route by every verb: what the table of rights says is what happens, and nothing else is reachable. */
class RightsMatrixTest {
    private static final List<String> VERBS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static GuardedService service;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new GuardedService(folder);
        for (Role role : Role.values()) {
            TOKENS.put(role, service.token(role));
        }
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void theTableNamesEveryRouteAndNothingElse() {
        assertEquals(
                new TreeSet<>(service.server().endpoints()),
                new TreeSet<>(Rights.all().keySet()));
    }

    @Test
    void aRouteWithoutARowKeepsTheServiceFromStarting() {
        IllegalStateException fault = assertThrows(
                IllegalStateException.class, () -> Rights.requireRows(Set.of("GET /rules", "POST /back-door")));

        assertTrue(String.valueOf(fault.getMessage()).contains("POST /back-door"));
    }

    @Test
    void everyRoleReachesWhatTheTableSaysAndNothingElse() {
        Set<String> paths = new TreeSet<>();
        service.server().endpoints().forEach(route -> paths.add(route.substring(route.indexOf(' ') + 1)));
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (String path : paths) {
            for (String verb : VERBS) {
                for (Role role : Role.values()) {
                    cells++;
                    check(verb, path, role, wrong);
                }
                cells += 2;
                check(verb, path, null, wrong);
                checkForgedToken(verb, path, wrong);
            }
        }

        assertEquals(List.of(), wrong);
        assertEquals(paths.size() * VERBS.size() * (Role.values().length + 2), cells);
        System.out.println("matrix of rights: " + paths.size() + " paths x " + VERBS.size() + " verbs x "
                + (Role.values().length + 2) + " visitors = " + cells + " requests");
    }

    @Test
    void onlySigningInIsOpenToPosts() {
        List<String> open = Rights.all().entrySet().stream()
                .filter(row -> row.getValue().open() && row.getKey().startsWith("POST"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();

        assertEquals(List.of("POST /join/{secret}", "POST /sign-in"), open);
    }

    @Test
    void whoeverOnlyAsksNeitherEditsNorAuditsNorAdministers() {
        List<String> reached = Rights.all().entrySet().stream()
                .filter(row -> row.getValue().oneOf().contains(Role.ASK))
                .map(Map.Entry::getKey)
                .filter(route -> route.matches(".* (/workshop|/access|/ledger|/api/releases|/api/ledger).*"))
                .toList();

        assertEquals(List.of(), reached);
    }

    /** role is null for somebody who has not signed in. */
    private static void check(String verb, String path, Role role, List<String> wrong) {
        HttpResponse<String> answer = send(verb, path, role == null ? null : TOKENS.get(role));
        int status = answer.statusCode();
        Right right = right(verb, path);
        String cell = verb + " " + path + " by " + (role == null ? "nobody" : role.id()) + ": " + status;
        boolean fine;
        if (right == null) {
            fine = status == 404 || status == 405;
        } else if (right.open()) {
            fine = (status != 401 || path.startsWith("/sign-in/"))
                    && (status != 403 || answer.body().contains("This form has expired"));
        } else if (role == null) {
            fine = status == 401
                    || (status == 303
                            && answer.headers()
                                    .firstValue("Location")
                                    .orElse("")
                                    .startsWith("/sign-in"));
        } else if (right.oneOf().isEmpty() || right.oneOf().contains(role)) {
            fine = status != 401 && status != 403 && status < 500;
        } else {
            fine = status == 403;
        }
        if (!fine) {
            wrong.add(cell);
        }
    }

    private static void checkForgedToken(String verb, String path, List<String> wrong) {
        String real = TOKENS.get(Role.ADMINISTER);
        String forged = real.substring(0, real.length() - 1) + (real.endsWith("A") ? "B" : "A");
        int status = send(verb, path, forged).statusCode();
        if (status != 401 && !path.startsWith("/assets/")) {
            wrong.add(verb + " " + path + " by a forged token: " + status);
        }
    }

    /**
     * What the verb of a path asks for: HEAD is GET without a body, and a fixed path may be one with a parameter to another
     * verb, as {@code /api/releases/check} is; null where there is no such route.
     */
    private static Right right(String verb, String path) {
        return Rights.ofAddress(verb.equals("HEAD") ? "GET" : verb, address(path))
                .orElse(null);
    }

    private static String address(String path) {
        return path.replaceAll("[{<][a-z]+[}>]", "none");
    }

    /** What every handler takes for nonsense, so that nothing happens where it is let in. */
    private static HttpResponse<String> send(String verb, String path, String token) {
        HttpRequest.Builder request = service.request(address(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        boolean json = path.startsWith("/api/") || path.equals("/mcp");
        return service.send(
                request.header("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded")
                        .header("Accept", "application/json, text/event-stream")
                        .method(
                                verb,
                                verb.equals("GET") || verb.equals("HEAD")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json ? "[1" : "")));
    }
}
