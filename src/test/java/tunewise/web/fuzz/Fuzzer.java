package tunewise.web.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.web.RunningService;

/**
 * Sends a service what nobody should send, and holds every answer against what must never happen: an answer of 500 and
 * above but 503, anything of the program's inside, an answer that takes too long, a service that is no longer well, or an
 * entry in the ledger that nobody was told of.
 */
public final class Fuzzer {
    private static final Pattern INSIDE = Pattern.compile(
            "\\tat [a-z]+\\.|\\bat [a-z]+(?:\\.[\\w$]+)+\\(|[A-Z]\\w+(?:Exception|Error)\\b(?!\\()|\\bjava\\.(?:lang|util|io|net)\\.|"
                    + "org\\.eclipse|jakarta\\.|io\\.javalin|io\\.modelcontextprotocol|tools\\.jackson|org\\.drools|SQLITE_");

    /** What one of them begins with or holds: pages are long, and looking for these is quicker than for all that. */
    private static final List<String> SIGNS = List.of(
            "\tat ",
            "Exception",
            "Error",
            "java.",
            "org.eclipse",
            "jakarta.",
            "io.javalin",
            "io.modelcontextprotocol",
            "tools.jackson",
            "org.drools",
            "SQLITE_");

    private static final Pattern CALL = Pattern.compile("at [a-z]+(?:\\.[\\w$]+)+\\(");
    private static final Pattern BUNDLE = Pattern.compile("/api/releases/[^/]+/bundle(?:[?].*)?");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final int EVERY = 100;
    private static final int MOST_COMPLAINTS = 20;

    private final RunningService service;
    private final Requests requests;
    private Duration longest;
    private final List<String> complaints = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private long slowest;

    Fuzzer(RunningService service, long seed, Duration longest) {
        this.service = service;
        this.requests = new Requests(service, seed);
        this.longest = longest;
    }

    /** From now on an answer may take this long. */
    void allow(Duration longest) {
        this.longest = longest;
    }

    /** What was found, with the requests that show it; empty where nothing was. */
    List<String> run(int count) throws IOException {
        for (int i = 0; i < count && complaints.size() < MOST_COMPLAINTS; i++) {
            one(requests.next());
            if (i % EVERY == 0 && service.get("/healthz").statusCode() != 200) {
                complaints.add("the service is no longer well after " + i + " requests");
            }
        }
        if (!service.advice().verifyLedger().ok()) {
            complaints.add("the ledger does not hold");
        }
        return complaints;
    }

    Map<Integer, Integer> statuses() {
        return statuses;
    }

    private void one(Requests.Request request) throws IOException {
        long begun = System.nanoTime();
        long before = service.advice().ledger().count();
        String answer = send(request);
        long took = System.nanoTime() - begun;
        slowest = Math.max(slowest, took);
        Matcher status = STATUS.matcher(answer);
        int code = status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
        statuses.merge(code, 1, Integer::sum);
        boolean refused = code >= 400;
        boolean batch = request.address().startsWith("/api/recommendations/batch");
        if (code == 0 || (code >= 500 && code != 503 && code != 501)) {
            complain("answered by " + code, request, answer);
        } else if (!isBundle(request, code) && showsInside(answer)) {
            complain("shows what is inside", request, answer);
        } else if (took > longest.toNanos()) {
            complain("took " + took / 1_000_000 + " ms", request, answer);
        } else if (refused && !batch && service.advice().ledger().count() != before) {
            complain("was refused and recorded all the same", request, answer);
        }
    }

    /** Rules as they were written, which may name whatever they speak of. */
    private static boolean isBundle(Requests.Request request, int code) {
        return code == 200 && BUNDLE.matcher(request.address()).matches();
    }

    private static boolean showsInside(String answer) {
        boolean maybe = SIGNS.stream().anyMatch(answer::contains)
                || CALL.matcher(answer).find();
        return maybe && INSIDE.matcher(answer).find();
    }

    private void complain(String what, Requests.Request request, String answer) {
        complaints.add(what + ": " + shortened(request.toString()) + "\n--> " + shortened(answer));
    }

    private static String shortened(String text) {
        return text.length() > 1_500 ? text.substring(0, 1_500) + "..." : text;
    }

    private String send(Requests.Request request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(60_000);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            StringBuilder head = new StringBuilder(request.method() + " " + request.address() + " HTTP/1.1\r\n");
            head.append("Host: 127.0.0.1:").append(service.port()).append("\r\nConnection: close\r\n");
            request.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Length: ").append(request.body().length).append("\r\n\r\n");
            sent.write(head.toString().getBytes(StandardCharsets.UTF_8));
            sent.write(request.body());
            try {
                socket.getOutputStream().write(sent.toByteArray());
            } catch (IOException e) {
                // The answer came before all was sent, and is what counts.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * By hand: {@code Fuzzer 100000 7} sends so many requests of a seed and tells what came of them, and how much memory
     * was in use at the beginning and the end.
     */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Path folder = Files.createTempDirectory("tunewise-fuzz");
        try (RunningService service = furnished(folder)) {
            Fuzzer fuzzer = new Fuzzer(service, seed, Duration.ofSeconds(5));
            fuzzer.run(1_000);
            long before = used();
            long begun = System.nanoTime();
            List<String> complaints = fuzzer.run(count);
            System.out.printf(
                    "%d requests of seed %d in %d s, slowest %d ms, memory %d MB and then %d MB%n%s%n",
                    fuzzer.statuses.values().stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    seed,
                    (System.nanoTime() - begun) / 1_000_000_000,
                    fuzzer.slowest / 1_000_000,
                    before,
                    used(),
                    fuzzer.statuses);
            complaints.forEach(complaint -> System.out.println("\n=== " + complaint));
            System.exit(complaints.isEmpty() ? 0 : 1);
        }
    }

    /** A service with something of each kind to ask for. */
    static RunningService furnished(Path folder) {
        RunningService service = new RunningService(folder);
        service.ask(RunningService.QUESTION);
        service.submit(RunningService.FORM);
        service.workshop().drafts().open("Ada");
        return service;
    }

    static long used() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }
}
