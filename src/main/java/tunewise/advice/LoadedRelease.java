package tunewise.advice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Encoding;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.ModelNames;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.catalog.csv.CatalogReader;
import tunewise.rulebook.KeptBuilds;
import tunewise.rulebook.Rulebook;

/**
 * A release made ready to answer: its files, its catalog and its rules, whole and checked. Immutable.
 *
 * @param release content hash of the files
 * @param publishedAt null while it is only being checked
 */
public record LoadedRelease(
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
    public static LoadedRelease of(RuleFiles files, @Nullable Instant publishedAt) {
        return of(files, publishedAt, Rulebook::compile);
    }

    /** Likewise, with rules that were compiled before if there are any. */
    public static LoadedRelease of(RuleFiles files, @Nullable Instant publishedAt, KeptBuilds kept) {
        return of(files, publishedAt, (rules, sources) -> Rulebook.compile(rules, sources, kept));
    }

    /** Makes rules of files, given the sources they may cite. */
    private interface Compiler {
        Rulebook compile(RuleFiles files, @Nullable Set<String> sources);
    }

    /** What is wrong with files as far as it shows without compiling them. */
    public static List<Fault> faults(RuleFiles files) {
        List<Fault> faults = new ArrayList<>();
        Catalog catalog = catalog(files, faults);
        faults.addAll(Rulebook.faults(
                files, catalog == null ? null : catalog.sources().keySet()));
        return readable(files, faults);
    }

    /** Of a file that cannot be read, that alone. */
    private static List<Fault> readable(RuleFiles files, List<Fault> faults) {
        List<Fault> unread = Encoding.faults(files);
        return Stream.concat(unread.stream(), faults.stream().filter(fault -> unread.stream()
                        .noneMatch(each -> each.file().equals(fault.file()))))
                .toList();
    }

    private static @Nullable Catalog catalog(RuleFiles files, List<Fault> faults) {
        try {
            return CatalogReader.read(files);
        } catch (FaultsException e) {
            faults.addAll(e.faults());
            return null;
        }
    }

    private static LoadedRelease of(RuleFiles files, @Nullable Instant publishedAt, Compiler compiler) {
        List<Fault> faults = new ArrayList<>();
        Catalog catalog = catalog(files, faults);
        Rulebook rulebook = null;
        try {
            rulebook = compiler.compile(
                    files, catalog == null ? null : catalog.sources().keySet());
        } catch (FaultsException e) {
            faults.addAll(e.faults());
        }
        List<Fault> all = readable(files, faults);
        if (catalog == null || rulebook == null || !all.isEmpty()) {
            throw new FaultsException(all);
        }
        return new LoadedRelease(files.hash(), publishedAt, files, catalog, ModelNames.of(catalog), rulebook);
    }

    /** The version of the language that its rules are written in. */
    public RulesLanguage language() {
        return RulesLanguage.of(files).orElseThrow();
    }

    /**
     * The same rules over other catalogs.
     *
     * @throws FaultsException with the faults of these catalogs
     */
    public LoadedRelease withCatalogs(RuleFiles others) {
        Catalog other = CatalogReader.read(others);
        return new LoadedRelease(release, publishedAt, others, other, ModelNames.of(other), rulebook);
    }

    /** The same release, once it answers. */
    public LoadedRelease published(Instant at) {
        return new LoadedRelease(release, at, files, catalog, names, rulebook);
    }
}
