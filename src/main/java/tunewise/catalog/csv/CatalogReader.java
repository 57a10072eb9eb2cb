package tunewise.catalog.csv;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.RetiredRule;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.catalog.Source;
import tunewise.text.SpellingSuggestion;

/** Makes a {@link Catalog} of the files in {@code rules/catalog}, or says everything that is wrong with them. */
public final class CatalogReader {
    /** Limits that the code itself asks for. */
    public static final Set<String> REQUIRED_LIMITS = Set.of();

    private static final List<String> SOURCE_KINDS =
            List.of("guide", "erratum", "measured", "vendor", "public", "house");

    private final Set<String> requiredLimits;

    public CatalogReader(Set<String> requiredLimits) {
        this.requiredLimits = Set.copyOf(requiredLimits);
    }

    /**
     * The catalog of a rules folder.
     *
     * @throws FaultsException with the faults of all files
     */
    public static Catalog read(RuleFiles files) {
        return new CatalogReader(REQUIRED_LIMITS).catalog(files);
    }

    /**
     * The catalog of a rules folder, which must hold the limits that are required.
     *
     * @throws FaultsException with the faults of all files
     */
    public Catalog catalog(RuleFiles release) {
        Faults faults = new Faults();
        checkLanguage(release, faults);
        RuleFiles files = RulesLanguage.inNewestWords(release);
        checkFileNames(files, faults);
        Tables tables = new Tables(files, faults);
        ModelTables models = new ModelTables(tables);
        MarketTables market = new MarketTables(tables);
        GuideTables guide = new GuideTables(tables);
        EstimatorTables estimator = new EstimatorTables(tables);
        QualityTables quality = new QualityTables(tables);
        Catalog catalog = new Catalog(
                models.models(),
                models.aliases(),
                models.nearNames(),
                market.gpus(),
                market.providers(),
                market.offers(),
                market.discounts(),
                new ListedTables(tables).names(),
                guide.sizeClasses(),
                guide.thresholds(),
                guide.speeds(),
                guide.scalings(),
                guide.qualities(),
                guide.techniques(),
                guide.picks(),
                guide.limits(),
                estimator.stacks(),
                estimator.coefficients(),
                quality.taskRanks(),
                quality.taskQualities(),
                quality.baseQualities(),
                new PublishedTables(tables).runs(),
                new RecipeTable(tables).recipes(),
                market.gpuNames(),
                sources(tables.get(CatalogFile.SOURCES)));
        retired(tables);
        tables.get(CatalogFile.RETIRED_RULES).map(row -> row.sources(tables.get(CatalogFile.SOURCES)));
        checkLimits(tables.get(CatalogFile.LIMITS));
        faults.throwIfAny();
        return catalog;
    }

    /** The rules that a folder says were taken out, as far as their rows can be read. */
    public static List<RetiredRule> retiredRules(RuleFiles files) {
        return retired(new Tables(files, new Faults()));
    }

    private static List<RetiredRule> retired(Tables tables) {
        return tables.get(CatalogFile.RETIRED_RULES)
                .map(row -> new RetiredRule(
                        row.text("rule"), row.text("required"), row.date("retired"), row.text("because")));
    }

    private static void checkFileNames(RuleFiles files, Faults faults) {
        List<String> known =
                Stream.of(CatalogFile.values()).map(CatalogFile::fileName).toList();
        for (String path : files.files().keySet()) {
            if (path.startsWith(CatalogFile.FOLDER) && CatalogFile.of(path).isEmpty()) {
                String hint = SpellingSuggestion.nearest(path.substring(CatalogFile.FOLDER.length()), known)
                        .map(near -> "Maybe " + near + " is meant.")
                        .orElse("Maybe its rows belong into one of the other files.");
                faults.add(path, 0, "there is no catalog of this name, so nothing reads this file.", hint);
            }
        }
    }

    private static void checkLanguage(RuleFiles files, Faults faults) {
        if (RulesLanguage.of(files).isEmpty()) {
            faults.add(
                    RulesLanguage.FILE,
                    2,
                    "these rules are in a version of the rules' language that this program does not know.",
                    "Maybe a newer Tunewise wrote them; this one knows up to version " + RulesLanguage.V2.number()
                            + ".");
        }
    }

    private void checkLimits(Table limits) {
        requiredLimits.stream()
                .filter(id -> !limits.hasKey(id))
                .forEach(id -> limits.fault(
                        0,
                        "the limit '" + id + "' is missing.",
                        SpellingSuggestion.nearest(id, limits.keys())
                                .map(near -> "Maybe '" + near + "' was meant to be called so.")
                                .orElse("Maybe it was renamed; it is asked for by this id.")));
    }

    private static Map<String, Source> sources(Table table) {
        Map<String, Source> sources = new TreeMap<>();
        table.map(row -> new Source(
                        row.text("id"), row.oneOf("kind", SOURCE_KINDS), row.text("title"), row.text("says")))
                .forEach(source -> sources.put(source.id(), source));
        return Collections.unmodifiableMap(sources);
    }
}
