package tunewise.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A real server on the loopback that answers one request after the other as it was set up to, and remembers what was asked. */
public final class BadServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Deque<Answer> answers;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    public BadServer(List<Answer> answers) throws IOException {
        this.answers = new ArrayDeque<>(answers);
        Thread thread = new Thread(this::run, "bad server");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is sent to one who asks. */
    public interface Answer {
        void to(OutputStream out) throws IOException;

        static Answer of(String text) {
            return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** A whole answer. */
        static Answer of(String status, String body) {
            return of("HTTP/1.1 " + status + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                    + "\r\nConnection: close\r\n\r\n" + body);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public List<String> requests() {
        return requests;
    }

    private void run() {
        while (!answers.isEmpty()) {
            try (Socket one = socket.accept()) {
                requests.add(request(one.getInputStream()));
                answers.remove().to(one.getOutputStream());
                one.shutdownOutput();
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")) {
            bytes.write(in.read());
        }
        String head = bytes.toString(StandardCharsets.UTF_8);
        int length = head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
