package tunewise.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Says to other services that one runs on a data folder, as long as this process lives, however it ends. */
public final class FolderLock {
    /** Open files hold their lock; nobody else refers to them. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private FolderLock() {}

    /** Whether this is the only service on the folder; it goes on saying so until the process ends. */
    public static synchronized boolean take(Path folder) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve("serving.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean alone = isAlone(channel);
            if (alone) {
                HELD.add(channel);
            } else {
                channel.close();
            }
            return alone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlone(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
