package tunewise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.cli.Tunewise;
import tunewise.text.PlainLocale;

/**
 * Does once what people do, so that Java can note which classes that takes and lay them ready for every later start. The
 * archive of classes is made of this run, by {@code -XX:ArchiveClassesAtExit}.
 */
public final class Rehearsal {
    private static final Pattern ADDRESS = Pattern.compile("http://[\\d.:]+/");
    private static final String MODEL = "Llama 3.1 8B";
    private static final String QUESTION = "{\"model\": \"" + MODEL + "\", \"tokens\": 5000000}";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final List<String> PAGES =
            List.of("", "readyz", "recommendations", "rules", "prices", "estimates", "workshop", "help");
    private static final int MOST_TRIES = 600;

    private final PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private final String rules;
    private final String data;

    private Rehearsal(String rules, String data) {
        this.rules = rules;
        this.data = data;
    }

    /** The folder of rules, and one for the answers, which nobody needs afterwards. */
    public static void main(String[] args) throws Exception {
        PlainLocale.use();
        int code = 1;
        try {
            new Rehearsal(args[0], args[1]).run();
            code = 0;
        } finally {
            // Ends the service as well.
            System.exit(code);
        }
    }

    private void run() throws Exception {
        type("--help");
        type("estimate", MODEL, "--method", "qlora", "--gpu", "rtx-4090", "--rules", rules);
        type("advise", MODEL, "--tokens", "5M", "--rules", rules, "--data", data);
        type("export", "--data", data);
        type("rules", "check", "--rules", rules, "--data", data);
        type("ledger", "verify", "--data", data);
        String address = serve();
        for (String page : PAGES) {
            get(address + page);
        }
        String id = ID.matcher(post(address + "api/recommendations", QUESTION))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        get(address + "recommendations/" + id);
    }

    private int type(String... words) {
        return Tunewise.run(new Main(), nowhere, nowhere, words);
    }

    /** Starts the service beside this thread, and returns where it answers. */
    private String serve() throws InterruptedException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Thread service = new Thread(
                () -> Tunewise.run(new Main(), out, nowhere, "serve", "--port", "0", "--rules", rules, "--data", data),
                "rehearsed-service");
        service.setDaemon(true);
        service.start();
        for (int i = 0; i < MOST_TRIES; i++) {
            Matcher address = ADDRESS.matcher(said.toString());
            if (address.find()) {
                return address.group();
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the service did not start");
    }

    private static void get(String address) throws IOException {
        try (InputStream page = URI.create(address).toURL().openStream()) {
            page.readAllBytes();
        }
    }

    private static String post(String address, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
