package tunewise.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.TableFormat;
import tunewise.cli.terminal.UnusableInputException;

/** The file a batch of answers goes to, which a batch that was cut off can go on with. */
final class AnswersFile implements AutoCloseable {
    private static final int LONGEST_LINE = 16 << 20;

    private final PrintWriter out;
    private final long answered;
    private final @Nullable TableFormat format;

    private AnswersFile(PrintWriter out, long answered, @Nullable TableFormat format) {
        this.out = out;
        this.answered = answered;
        this.format = format;
    }

    /** A new file. */
    static AnswersFile create(Path file) {
        if (Files.exists(file)) {
            throw new UnusableInputException("'" + file
                    + "' exists already, and we overwrite nothing. Maybe you mean --resume, or another name.");
        }
        try {
            return new AnswersFile(
                    writer(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)), 0, null);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A file that goes on after its last whole line; a new one where there is none. */
    static AnswersFile resume(Path file) {
        if (!Files.exists(file)) {
            return create(file);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            String last = lastWholeLine(channel);
            channel.truncate(channel.position());
            return new AnswersFile(
                    writer(channel),
                    line(file, last),
                    last.isEmpty() ? null : last.startsWith("{") ? TableFormat.JSONL : TableFormat.CSV);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    PrintWriter out() {
        return out;
    }

    /** The last line of the questions that has its answer here; 0 when none has. */
    long answered() {
        return answered;
    }

    /** The format of the answers that are there; null when there are none. */
    @Nullable
    TableFormat format() {
        return format;
    }

    @Override
    public void close() {
        out.close();
    }

    private static PrintWriter writer(FileChannel channel) {
        return new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /** The last line that was written to its end, without its end; the channel is left after it. */
    private static String lastWholeLine(FileChannel channel) throws IOException {
        long from = Math.max(0, channel.size() - LONGEST_LINE);
        ByteBuffer tail = ByteBuffer.allocate((int) (channel.size() - from));
        channel.read(tail, from);
        String text = new String(tail.array(), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n');
        channel.position(from + end + 1);
        return end < 0 ? "" : text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
    }

    private static long line(Path file, String last) {
        try {
            if (last.startsWith("{")) {
                return AnswerJson.MAPPER.readTree(last).path("line").asLong(0);
            }
            String cell = last.split(",", 2)[0];
            return cell.isEmpty() || cell.equals("line") ? 0 : Long.parseLong(cell);
        } catch (JacksonException | NumberFormatException e) {
            throw new UnusableInputException(
                    "'" + file + "' does not end in an answer of a batch. Maybe you mean another file.", e);
        }
    }

    private static UnusableInputException unwritable(Path file, IOException e) {
        return new UnusableInputException("'" + file + "' cannot be written. Maybe its folder does not exist.", e);
    }
}
