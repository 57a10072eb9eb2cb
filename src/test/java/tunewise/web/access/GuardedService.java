package tunewise.web.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tunewise.access.Access;
import tunewise.access.Role;
import tunewise.advice.Advisor;
import tunewise.fixtures.CompiledRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.service.AdviceService;
import tunewise.web.RunningService;
import tunewise.web.WebServer;
import tunewise.web.WebSettings;
import tunewise.web.WebSettings.Doors;
import tunewise.workshop.FewQuestions;
import tunewise.workshop.Releases;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workshop;

/** A whole service where people sign in, on a free port, with a clock that tests move. */
public final class GuardedService implements AutoCloseable {
    public static final String PASSWORD = "a sentence only I would say";
    public static final Actor OPERATOR = Actor.ofSystem("operator");

    private final MovedClock clock = new MovedClock();
    private final AtomicInteger ids = new AtomicInteger();
    private final Ledger ledger;
    private final AdviceService advice;
    private final Workshop workshop;
    private final Access access;
    private final WebServer server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    public GuardedService(Path folder) {
        this(folder, new Doors(true, "", null));
    }

    public GuardedService(Path folder, Doors doors) {
        ledger = Ledger.open(folder);
        advice = new AdviceService(
                new Advisor(RunningService.RELEASE), ledger, clock, () -> "entry-" + ids.incrementAndGet(), "test");
        Releases releases = new Releases(ledger, clock, () -> "publication-" + ids.incrementAndGet());
        releases.publish(RunningService.WORKSPACE, null, "Ada", "the first", "command-line");
        workshop = new Workshop(
                advice,
                ledger,
                releases,
                new RulesValidator(CompiledRules::of, new FewQuestions()),
                new Workshop.Settings(
                        folder.resolve("no-rules"), folder.resolve("no-fixtures"), folder, false, "operator"),
                clock);
        access = new Access(ledger, clock, () -> "act-" + ids.incrementAndGet());
        server = WebServer.start(
                advice, Optional.of(workshop), new WebSettings("127.0.0.1", 0, Set.of("tunewise.example"), doors));
    }

    public Ledger ledger() {
        return ledger;
    }

    public Workshop workshop() {
        return workshop;
    }

    public Access access() {
        return access;
    }

    public WebServer server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    /** Moves the time on. */
    public void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** A token with these roles. */
    public String token(Role... roles) {
        return access.tokens().make("a test", Set.of(roles), 90, OPERATOR).text();
    }

    /** A person with an account of these roles, in a browser of their own, signed in. */
    public Browser person(String name, Role... roles) {
        String link = access.accounts().add(name, Set.of(roles), OPERATOR);
        Browser browser = new Browser();
        HttpResponse<String> answer =
                browser.submit("/join/" + link, "/join/" + link, Map.of("password", PASSWORD, "again", PASSWORD));
        if (answer.statusCode() != 303) {
            throw new IllegalStateException(answer.body());
        }
        return browser;
    }

    public Browser browser() {
        return new Browser();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a program gets. */
    public HttpResponse<String> get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    /** What a program gets for JSON. */
    public HttpResponse<String> post(String path, String json, String token) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    @Override
    public void close() {
        server.close();
        workshop.close();
        ledger.close();
    }

    /** Keeps cookies as browsers do, and sends forms with the hidden fields of the page they are on. */
    public final class Browser {
        private String cookies = "";

        public String cookies() {
            return cookies;
        }

        public Browser withCookies(String others) {
            cookies = others;
            return this;
        }

        public HttpResponse<String> get(String path) {
            return kept(send(request(path).header("Cookie", cookies).GET()));
        }

        public Document page(String path) {
            return Jsoup.parse(get(path).body());
        }

        public HttpResponse<String> signIn(String name, String password) {
            return submit("/sign-in", "/sign-in", Map.of("name", name, "password", password));
        }

        /** Fills in the form of a page that posts to an address, and sends it. */
        public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
            return post(action, formToken(page), fields);
        }

        /** The token that forms of a page carry; empty when they have none. */
        public String formToken(String page) {
            return page(page).select("form[method=post] input[name=formToken]").attr("value");
        }

        public HttpResponse<String> post(String action, String formToken, Map<String, String> fields) {
            String body = "formToken=" + encoded(formToken)
                    + fields.entrySet().stream()
                            .map(each -> "&" + each.getKey() + "=" + encoded(each.getValue()))
                            .collect(Collectors.joining());
            return kept(send(request(action)
                    .header("Cookie", cookies)
                    .header("Origin", "http://127.0.0.1:" + port())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))));
        }

        private HttpResponse<String> kept(HttpResponse<String> answer) {
            Map<String, String> jar = jar(cookies);
            for (String set : answer.headers().allValues("Set-Cookie")) {
                String[] pair = set.split(";", 2)[0].split("=", 2);
                if (pair[1].isEmpty()) {
                    jar.remove(pair[0]);
                } else {
                    jar.put(pair[0], pair[1]);
                }
            }
            cookies = jar.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("; "));
            return answer;
        }

        private static Map<String, String> jar(String cookies) {
            return Arrays.stream(cookies.split("; "))
                    .filter(pair -> pair.contains("="))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** A clock that stands until it is moved. */
    private static final class MovedClock extends Clock {
        private volatile Instant now = RunningService.NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
