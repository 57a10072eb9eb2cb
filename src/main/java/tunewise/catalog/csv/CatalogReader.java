package tunewise.catalog.csv;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Policy;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.RetiredRule;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.catalog.Source;
import tunewise.catalog.Stake;
import tunewise.text.SpellingSuggestion;

/** Makes a {@link Catalog} of the files in {@code rules/catalog}, or says everything that is wrong with them. */
public final class CatalogReader {
    private static final List<String> SOURCE_KINDS =
            List.of("guide", "erratum", "measured", "vendor", "public", "house");

    private static final Pattern ADDRESS = Pattern.compile("https?://[!-~]{1,300}");

    private CatalogReader() {}

    /**
     * The catalog of a rules folder.
     *
     * @throws FaultsException with the faults of all files
     */
    public static Catalog read(RuleFiles files) {
        Faults faults = new Faults();
        checkLanguage(files, faults);
        checkFileNames(files, faults);
        Tables tables = tables(files, faults);
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
                new ManagedTable(tables).offers(),
                new PlaceTables(tables).market(),
                new ListedTables(tables).names(),
                guide.sizeClasses(),
                guide.thresholds(),
                guide.speeds(),
                guide.scalings(),
                guide.qualities(),
                guide.techniques(),
                guide.picks(),
                guide.policies(),
                estimator.stacks(),
                estimator.modellingCode(),
                estimator.coefficients(),
                quality.taskRanks(),
                quality.taskQualities(),
                quality.baseQualities(),
                new PublishedTables(tables).runs(),
                new RecipeTable(tables).recipes(),
                market.gpuNames(),
                new TrainerTables(tables).trainers(),
                stakes(tables),
                sources(tables));
        retired(tables);
        tables.get(CatalogFile.RETIRED_RULES).map(row -> row.sources(tables.get(CatalogFile.SOURCES)));
        RequiredRows.check(tables);
        faults.throwIfAny();
        return catalog;
    }

    /** The rules that a folder says were taken out, as far as their rows can be read. */
    public static List<RetiredRule> retiredRules(RuleFiles files) {
        return retired(tables(files, new Faults()));
    }

    /** A policy value of sound files, without reading the rest of their catalog. */
    public static double policy(RuleFiles files, PolicyValue wanted) {
        return new GuideTables(tables(files, new Faults()))
                .policies().stream()
                        .filter(policy -> policy.id().equals(wanted.id()))
                        .mapToDouble(Policy::value)
                        .findFirst()
                        .orElseThrow();
    }

    private static Tables tables(RuleFiles files, Faults faults) {
        return new Tables(files, layouts(files), faults);
    }

    private static Function<CatalogFile, Layout> layouts(RuleFiles files) {
        boolean first = RulesLanguage.of(files).equals(Optional.of(RulesLanguage.V1));
        return first ? FirstLayouts::of : Layout::today;
    }

    private static List<RetiredRule> retired(Tables tables) {
        return tables.get(CatalogFile.RETIRED_RULES)
                .map(row -> new RetiredRule(
                        row.text("rule"), row.text("required"), row.date("retired"), row.text("because")));
    }

    private static void checkFileNames(RuleFiles files, Faults faults) {
        List<Layout> layouts =
                Stream.of(CatalogFile.values()).map(layouts(files)).toList();
        for (String path : files.files().keySet()) {
            if (path.startsWith(CatalogFile.FOLDER)
                    && layouts.stream().noneMatch(layout -> layout.path().equals(path))) {
                List<String> known = layouts.stream().map(Layout::fileName).toList();
                String hint = SpellingSuggestion.nearest(path.substring(CatalogFile.FOLDER.length()), known)
                        .map(near -> "Maybe you mean " + near + ".")
                        .orElse("Maybe its rows belong in one of the other files.");
                faults.add(path, 0, "there is no catalog of this name, so nothing reads this file.", hint);
            }
        }
    }

    private static void checkLanguage(RuleFiles files, Faults faults) {
        if (RulesLanguage.of(files).isEmpty()) {
            faults.add(
                    RulesLanguage.FILE,
                    2,
                    "these rules use a version of the rule language that this program does not know.",
                    "Maybe a newer Tunewise wrote them; this one knows up to version " + RulesLanguage.V2.number()
                            + ".");
        }
    }

    private static List<Stake> stakes(Tables tables) {
        return tables.get(CatalogFile.STAKES).map(row -> {
            row.sources(tables.get(CatalogFile.SOURCES));
            row.date("looked");
            return new Stake(row.text("rule"), row.number("job_share", 0, 100));
        });
    }

    private static Map<String, Source> sources(Tables tables) {
        Map<String, String> addresses = new TreeMap<>();
        tables.get(CatalogFile.SOURCE_ADDRESSES).map(row -> {
            String address = row.text("address");
            if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
                row.fault(
                        "address '" + address + "' is not a web address.",
                        "Maybe it must begin with https:// and hold no spaces.");
            }
            return addresses.put(row.reference("source", tables.get(CatalogFile.SOURCES)), address);
        });
        Map<String, Source> sources = new TreeMap<>();
        tables.get(CatalogFile.SOURCES)
                .map(row -> new Source(
                        row.text("id"),
                        row.oneOf("kind", SOURCE_KINDS),
                        row.text("title"),
                        row.text("says"),
                        addresses.getOrDefault(row.text("id"), "")))
                .forEach(source -> sources.put(source.id(), source));
        return Collections.unmodifiableMap(sources);
    }
}
