package tunewise.ledger.entry;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What tells one instance from the others that share a database: an id made at its first start. */
public final class Instance {
    private static final int BYTES = 6;

    private Instance() {}

    /** The id of a data folder, made if it has none. */
    public static String of(Path folder) {
        Path file = folder.resolve(DataFiles.INSTANCE);
        try {
            if (!Files.exists(file)) {
                make(folder, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "we cannot read the id of this instance in " + file + ". Maybe it belongs to somebody else.", e);
        }
    }

    private static void make(Path folder, Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path made = Files.createTempFile(folder, DataFiles.INSTANCE, "");
        Files.writeString(made, HexFormat.of().formatHex(random) + "\n");
        try {
            Files.move(made, file);
        } catch (FileAlreadyExistsException e) {
            // Another process of the same first start was faster; its id is as good.
            Files.delete(made);
        }
    }
}
