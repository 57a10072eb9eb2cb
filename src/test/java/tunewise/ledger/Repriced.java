package tunewise.ledger;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.entry.Publication;

/** Releases that differ in their prices. */
public final class Repriced {
    public static final String OFFERS = "rules/catalog/offers.csv";

    private Repriced() {}

    /** Publishes a release in which every price per hour is a few cents higher. */
    public static RuleFiles publish(Ledger ledger, int cents, Instant at) {
        SortedMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
        StringBuilder offers = new StringBuilder();
        for (String line : files.getOrDefault(OFFERS, "").split("\n", -1)) {
            String[] cells = line.split(",", -1);
            if (cents > 0 && cells.length > 6 && cells[6].matches("[0-9.]+")) {
                cells[6] = Double.toString(Math.round(100 * Double.parseDouble(cells[6]) + cents) / 100.0);
            }
            offers.append(String.join(",", cells)).append('\n');
        }
        files.put(OFFERS, offers.toString().replaceFirst("\n$", ""));
        RuleFiles release = new RuleFiles(files);
        RuleFiles fixtures = new RuleFiles(new TreeMap<>());
        Publication.Content base =
                ledger.publications().active().map(Publication::content).orElse(null);
        ledger.publications()
                .publish(
                        new Publication(
                                "publication-" + cents,
                                at,
                                Publications.content(release, fixtures),
                                base,
                                "Ada",
                                "prices",
                                "command-line"),
                        release,
                        fixtures);
        return release;
    }
}
