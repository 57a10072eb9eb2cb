package tunewise.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/**
 * The markets that scenarios are answered by: catalogs of one day, {@code fixtures/markets/NAME/*.csv}, laid over those
 * of the rules. A fresh price changes no scenario then.
 */
public final class FrozenMarkets {
    /** The market of a scenario that names none. */
    public static final String DEFAULT = "default";

    private static final String RULES = "rules/catalog/";
    private static final Pattern PATH = Pattern.compile("fixtures/markets/([a-z0-9-]+)/([a-z-]+\\.csv)");

    private final Map<String, Advisor> advisors = new TreeMap<>();
    private final Advisor shipped;
    private final List<Fault> faults = new ArrayList<>();

    public FrozenMarkets(LoadedRelease loaded, RuleFiles fixtures) {
        shipped = new Advisor(loaded);
        for (String name : names(fixtures)) {
            try {
                RuleFiles files = over(loaded.files(), fixtures, name);
                advisors.put(name, files.equals(loaded.files()) ? shipped : new Advisor(loaded.withCatalogs(files)));
            } catch (FaultsException e) {
                e.faults().forEach(fault -> faults.add(moved(fault, name, fixtures)));
            }
        }
    }

    /** What is wrong with the files of the markets. */
    List<Fault> faults() {
        return faults;
    }

    /** Who answers the questions of a scenario. */
    public Advisor advisor(Scenario scenario) {
        return advisors.getOrDefault(scenario.market(), shipped);
    }

    /** Rules with the catalogs of a market in the place of their own. */
    public static RuleFiles over(RuleFiles rules, RuleFiles fixtures, String name) {
        SortedMap<String, String> files = new TreeMap<>(rules.files());
        fixtures.files().forEach((path, text) -> {
            Matcher market = PATH.matcher(path);
            if (market.matches() && market.group(1).equals(name)) {
                files.put(RULES + market.group(2), text);
            }
        });
        return new RuleFiles(files);
    }

    static boolean isFile(String path) {
        return PATH.matcher(path).matches();
    }

    static SortedSet<String> names(RuleFiles fixtures) {
        SortedSet<String> names = new TreeSet<>();
        for (String path : fixtures.files().keySet()) {
            Matcher market = PATH.matcher(path);
            if (market.matches()) {
                names.add(market.group(1));
            }
        }
        return names;
    }

    /** A fault of a catalog, told of the file of the market that stands in its place. */
    private static Fault moved(Fault fault, String name, RuleFiles fixtures) {
        String file = fault.file().replace(RULES, "fixtures/markets/" + name + "/");
        return fixtures.files().containsKey(file)
                ? new Fault(file, fault.line(), fault.column(), fault.rule(), fault.message(), fault.hint())
                : fault;
    }
}
