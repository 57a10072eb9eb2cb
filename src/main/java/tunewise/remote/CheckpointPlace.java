package tunewise.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tunewise.ledger.OutsideCheckpoints.Place;

/** Places that checkpoints are taken to: a file that grows, a command that reads them, an address that takes them. */
public final class CheckpointPlace {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String COMMAND = "command:";

    private CheckpointPlace() {}

    /**
     * A place as it was typed: an address of the web, {@code command:} and what the shell shall run, or a file.
     *
     * @throws IllegalArgumentException when it is none, with words for whoever typed it
     */
    public static Place of(String typed) {
        if (typed.isBlank() || typed.strip().equals(COMMAND)) {
            throw new IllegalArgumentException(
                    "'" + typed + "' is not a place for checkpoints. Maybe a file, command:… or https://…");
        }
        if (typed.startsWith("http://") || typed.startsWith("https://")) {
            return new Address(address(typed));
        }
        if (typed.startsWith(COMMAND)) {
            return new Command(typed.substring(COMMAND.length()).strip());
        }
        try {
            return new Appended(Path.of(typed));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "'" + typed + "' can be no file: " + e.getReason() + ". Maybe one of its characters is wrong.", e);
        }
    }

    private static URI address(String typed) {
        URI address;
        try {
            address = URI.create(typed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + typed + "' is not an address. Maybe it holds a space.", e);
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException("'" + typed + "' names no host. Maybe https://host/path.");
        }
        return address;
    }

    private record Appended(Path file) implements Place {
        @Override
        public void take(String checkpoint) throws IOException {
            try {
                Files.writeString(
                        file,
                        checkpoint + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        StandardOpenOption.SYNC);
            } catch (IOException e) {
                throw new IOException("the file cannot be written. Maybe its folder is missing or full.", e);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    private record Command(String command) implements Place {
        @Override
        public void take(String checkpoint) throws IOException, InterruptedException {
            Process process = new ProcessBuilder("sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write((checkpoint + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading; its exit status says how.
            }
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the command took longer than " + LONGEST.toSeconds() + " seconds.");
            }
            if (process.exitValue() != 0) {
                throw new IOException("the command ended with " + process.exitValue() + ".");
            }
        }

        @Override
        public String toString() {
            return "the command " + command.split("\\s", 2)[0];
        }
    }

    /** Told without what may be secret in it: who asks, and what follows the path. */
    private record Address(URI address) implements Place {
        @Override
        public void take(String checkpoint) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(LONGEST)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(checkpoint + "\n"))
                    .build();
            int status;
            try {
                status = HttpClient.newBuilder()
                        .connectTimeout(LONGEST)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()
                        .send(request, BodyHandlers.discarding())
                        .statusCode();
            } catch (IOException e) {
                throw new IOException("nobody answered there. Maybe the address is out of reach.", e);
            }
            if (status / 100 != 2) {
                throw new IOException("the answer there was " + status + ".");
            }
        }

        @Override
        public String toString() {
            return address.getScheme() + "://" + address.getHost()
                    + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getPath();
        }
    }
}
