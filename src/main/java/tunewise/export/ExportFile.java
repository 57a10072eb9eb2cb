package tunewise.export;

import java.nio.charset.StandardCharsets;

/** A file to take away. */
public final class ExportFile {
    private final String name;
    private final String mediaType;
    private final byte[] content;

    ExportFile(String name, String mediaType, byte[] content) {
        this.name = name;
        this.mediaType = mediaType;
        this.content = content;
    }

    public static ExportFile text(String name, String mediaType, String text) {
        return new ExportFile(name, mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is saved. */
    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    public byte[] content() {
        return content.clone();
    }

    /** What is in it, of a file that is text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
