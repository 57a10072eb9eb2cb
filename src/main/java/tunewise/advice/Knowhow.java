package tunewise.advice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.CatalogReader;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.ModelNames;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.Rulebook;

/**
 * A release made ready to answer: its files, its catalog and its rules, whole and checked. Immutable.
 *
 * @param release content hash of the files
 * @param publishedAt null while it is only being checked
 */
public record Knowhow(
        String release,
        @Nullable Instant publishedAt,
        RuleFiles files,
        Catalog catalog,
        ModelNames names,
        Rulebook rulebook) {

    /**
     * Reads, checks and compiles the files of a release.
     *
     * @throws FaultsException with the faults of catalogs and rules together
     */
    public static Knowhow of(RuleFiles files, @Nullable Instant publishedAt) {
        List<Fault> faults = new ArrayList<>();
        Catalog catalog = null;
        try {
            catalog = CatalogReader.read(files);
        } catch (FaultsException e) {
            faults.addAll(e.faults());
        }
        Rulebook rulebook = null;
        try {
            rulebook = Rulebook.compile(
                    files, catalog == null ? null : catalog.sources().keySet());
        } catch (FaultsException e) {
            faults.addAll(e.faults());
        }
        if (catalog == null || rulebook == null || !faults.isEmpty()) {
            throw new FaultsException(faults);
        }
        return new Knowhow(files.hash(), publishedAt, files, catalog, ModelNames.of(catalog), rulebook);
    }

    /** The same release, once it answers. */
    public Knowhow published(Instant at) {
        return new Knowhow(release, at, files, catalog, names, rulebook);
    }
}
