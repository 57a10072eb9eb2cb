package tunewise.ledger.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Texts as they are stored: UTF-8, compressed. */
public final class Packed {
    private static final int BUFFER = 8_192;

    /** For an answer, a third of the work of the usual level for a fifth more bytes. */
    private static final int LEVEL = 1;

    private Packed() {}

    public static byte[] pack(String text) {
        return pack(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the UTF-8 bytes of a text. */
    static byte[] pack(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 4 + 64);
        try (GZIPOutputStream zip = new Zip(bytes)) {
            zip.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static String unpack(byte[] bytes) throws IOException {
        return new String(unpackBytes(bytes), StandardCharsets.UTF_8);
    }

    /** The UTF-8 bytes of the text. */
    public static byte[] unpackBytes(byte[] bytes) throws IOException {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes), BUFFER)) {
            return zip.readAllBytes();
        }
    }

    private static final class Zip extends GZIPOutputStream {
        Zip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(LEVEL);
        }
    }
}
