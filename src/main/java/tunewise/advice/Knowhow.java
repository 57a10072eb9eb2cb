package tunewise.advice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.CatalogReader;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.ModelNames;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.Rulebook;

/** A release made ready to answer: its catalog and its rules, whole and checked. Immutable. */
public record Knowhow(
        String release, @Nullable Instant publishedAt, Catalog catalog, ModelNames names, Rulebook rulebook) {

    /**
     * Reads, checks and compiles the files of a release.
     *
     * @throws FaultsException with the faults of catalogs and rules together
     */
    public static Knowhow of(RuleFiles files, @Nullable Instant publishedAt) {
        java.util.List<Fault> faults = new java.util.ArrayList<>();
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
        return new Knowhow(files.hash(), publishedAt, catalog, ModelNames.of(catalog), rulebook);
    }
}
