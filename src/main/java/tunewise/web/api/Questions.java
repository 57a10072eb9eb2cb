package tunewise.web.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.web.page.Bodies;

/** Questions as they come in, one a line, none longer than a single question may be. */
final class Questions {
    private final InputStream in;
    private long line;

    Questions(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** A line that is not blank, read but not yet understood. */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(long line, byte[] bytes, boolean tooLong) {
        /** @throws QuestionFaultsException when it is no text, or too much of it */
        String json() {
            if (tooLong) {
                throw fault("the line is longer than 4 MiB (4,194,304 bytes). Maybe a line break is missing.");
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw fault("the line is not UTF-8. Maybe it was saved in another encoding.");
            }
        }

        private boolean isBlank() {
            for (byte each : bytes) {
                if (each > ' ' || each < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The next line that is not blank; empty at the end. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (true) {
            int next = in.read();
            if (next >= 0 && next != '\n') {
                tooLong |= bytes.size() == Bodies.MOST_BYTES;
                if (!tooLong) {
                    bytes.write(next);
                }
                continue;
            }
            line++;
            Line read = new Line(line, bytes.toByteArray(), tooLong);
            if (!read.isBlank()) {
                return Optional.of(read);
            }
            if (next < 0) {
                return Optional.empty();
            }
            bytes.reset();
        }
    }

    private static QuestionFaultsException fault(String message) {
        return new QuestionFaultsException(List.of(new FieldFault("", message)), true);
    }
}
