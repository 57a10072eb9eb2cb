package tunewise.workshop.prices;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.ListedNames;

/** Reads price lists of one form, row by row. */
interface ListReader {
    void read(Source source, ListContent found) throws IOException;

    /**
     * Where rows come from.
     *
     * @param name of the file, for places
     * @param provider whose list it is; null where rows say so
     */
    record Source(Reader text, String name, @Nullable String provider, ListedNames names) {}
}
