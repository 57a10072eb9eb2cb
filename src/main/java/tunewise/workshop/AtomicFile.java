package tunewise.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Writes a file so that whatever interrupts it leaves the old text or the new one. */
public final class AtomicFile {
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-rw-r--");

    private AtomicFile() {}

    /** Writes what only its owner may read. */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(folder(file));
            write(file, text, Files.createTempFile(folder(file), ".", ".part"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what may be read and written by whom it could before; a new file by whom the system lets. */
    static void writeShared(Path file, String text) throws IOException {
        Files.createDirectories(folder(file));
        Path draft = Files.createTempFile(folder(file), ".", ".part", shared(file));
        if (Files.exists(file) && posix(file)) {
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
        }
        write(file, text, draft);
    }

    private static FileAttribute<?>[] shared(Path file) {
        return posix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(READABLE)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static void write(Path file, String text, Path draft) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
