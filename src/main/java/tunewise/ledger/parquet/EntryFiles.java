package tunewise.ledger.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;

/**
 * A folder of Parquet files, with a folder for each month of the entries. One file is open at a time: entries come about in
 * the order of time, and one that comes after a later month begins another file of its own month.
 */
public final class EntryFiles implements AutoCloseable {
    private final Path folder;
    private String month = "";
    private int files;
    private @Nullable ParquetFile open;

    /** Writes to a folder that is made here. */
    public EntryFiles(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder);
    }

    public void add(Entry entry) {
        try {
            ParquetFile file = file(EntryColumns.month(entry));
            file.add(EntryColumns.of(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParquetFile file(String of) throws IOException {
        ParquetFile now = open;
        if (now == null || !of.equals(month)) {
            close();
            Path place = Files.createDirectories(folder.resolve(EntryColumns.MONTH + "=" + of));
            now = new ParquetFile(
                    place.resolve(String.format(Locale.ROOT, "part-%05d.gz.parquet", ++files)), EntryColumns.ALL);
            open = now;
            month = of;
        }
        return now;
    }

    @Override
    public void close() throws IOException {
        ParquetFile last = open;
        open = null;
        if (last != null) {
            last.close();
        }
    }
}
