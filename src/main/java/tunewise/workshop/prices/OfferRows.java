package tunewise.workshop.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tunewise.catalog.Offer;
import tunewise.catalog.Tier;
import tunewise.question.Commitment;
import tunewise.workshop.CatalogTable;
import tunewise.workshop.prices.PriceChange.Kind;

/**
 * Writes what a list changes into the catalogs: a price that moved ends on the day before, and a new row begins; a price
 * that holds is only marked as looked at. All rows or none.
 */
public final class OfferRows {
    static final String OFFERS = "rules/catalog/offers.csv";
    static final String PROVIDERS = "rules/catalog/providers.csv";
    static final String SOURCES = "rules/catalog/sources.csv";

    /** Forms in which providers themselves answer. */
    private static final Set<PriceForm> OWN = Set.of(PriceForm.LAMBDA, PriceForm.RUNPOD, PriceForm.VAST);

    /** The day at the end of an id. */
    private static final Pattern DAY = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}(-\\d+)?$");

    private final PricePreview preview;
    private final CatalogTable offers;
    private final Map<String, Integer> rowOfId = new HashMap<>();
    private final Map<Integer, List<String>> edited = new HashMap<>();
    private final List<List<String>> added = new ArrayList<>();

    private OfferRows(PricePreview preview, CatalogTable offers) {
        this.preview = preview;
        this.offers = offers;
        int id = offers.columns().indexOf("id");
        for (int row = 0; row < offers.rows().size(); row++) {
            rowOfId.put(offers.rows().get(row).cells().get(id), row);
        }
    }

    /**
     * The files that a list changes, by path.
     *
     * @param files what the preview was made against
     * @throws PriceListException when a catalog cannot be written to
     */
    public static SortedMap<String, String> texts(PricePreview preview, SortedMap<String, String> files) {
        OfferRows rows = new OfferRows(preview, table(files, OFFERS));
        preview.changes().forEach(rows::take);
        SortedMap<String, String> texts = new TreeMap<>();
        texts.put(OFFERS, rows.offers.with(rows.edited, rows.added));
        if (preview.changes().stream().anyMatch(OfferRows::hasNewPrice)) {
            texts.put(SOURCES, with(table(files, SOURCES), List.of(rows.source())));
            texts.put(PROVIDERS, with(table(files, PROVIDERS), rows.providers()));
        }
        texts.entrySet().removeIf(each -> each.getValue().equals(files.get(each.getKey())));
        return texts;
    }

    private static CatalogTable table(SortedMap<String, String> files, String path) {
        return CatalogTable.read(files.getOrDefault(path, ""))
                .orElseThrow(() -> new PriceListException(path + " takes no new rows. Maybe fix its faults first."));
    }

    private void take(PriceChange change) {
        switch (change.kind()) {
            case NEW -> add(change);
            case DEARER, CHEAPER -> {
                Offer before = Objects.requireNonNull(change.before());
                LocalDate seen = seen(change);
                if (before.validFrom().isBefore(seen)) {
                    edit(
                            before,
                            cells -> cells.accept("valid_to", seen.minusDays(1).toString()));
                    add(change);
                } else {
                    replace(before, change);
                }
            }
            case UNCHANGED ->
                edit(
                        Objects.requireNonNull(change.before()),
                        cells -> cells.accept("looked", seen(change).toString()));
            case GONE -> {
                if (preview.wishes().endGone() && !preview.hasFaulty()) {
                    Offer before = Objects.requireNonNull(change.before());
                    LocalDate last = preview.wishes().day().minusDays(1);
                    LocalDate end = last.isBefore(before.validFrom()) ? before.validFrom() : last;
                    edit(before, cells -> cells.accept("valid_to", end.toString()));
                }
            }
        }
    }

    /** Sets cells by column. */
    private interface Cells {
        void accept(String column, String value);
    }

    private void edit(Offer offer, Consumer<Cells> change) {
        int row = Objects.requireNonNull(rowOfId.get(offer.id()));
        List<String> cells =
                new ArrayList<>(edited.getOrDefault(row, offers.rows().get(row).cells()));
        change.accept((column, value) -> cells.set(offers.columns().indexOf(column), value));
        edited.put(row, cells);
    }

    private static boolean hasNewPrice(PriceChange change) {
        return change.kind() == Kind.NEW || change.kind() == Kind.DEARER || change.kind() == Kind.CHEAPER;
    }

    /** A price that was entered the same day is corrected. */
    private void replace(Offer before, PriceChange change) {
        Map<String, String> values = values(change, before.id());
        edit(before, cells -> values.forEach(cells::accept));
    }

    private void add(PriceChange change) {
        Map<String, String> values = values(change, newId(change));
        rowOfId.put(Objects.requireNonNull(values.get("id")), -1);
        added.add(row(offers, values));
    }

    private String newId(PriceChange change) {
        String plain = change.before() == null
                ? nameOf(change)
                : DAY.matcher(change.before().id()).replaceFirst("");
        String dated = plain + "-" + seen(change);
        String id = rowOfId.containsKey(plain) ? dated : plain;
        for (int next = 2; rowOfId.containsKey(id); next++) {
            id = dated + "-" + next;
        }
        return id;
    }

    private static String nameOf(PriceChange change) {
        boolean listPrice = change.tier().isEmpty() || change.tier().equals(Tier.LIST_PRICE);
        return change.provider() + (change.gpuCount() == 1 ? "-" : "-" + change.gpuCount() + "x-")
                + change.gpu()
                + (listPrice ? "" : "-" + change.tier())
                + (change.region().isEmpty()
                        ? ""
                        : change.region().substring(change.provider().length()))
                + "-" + change.commitment().id();
    }

    private Map<String, String> values(PriceChange change, String id) {
        ListedPrice listing = Objects.requireNonNull(change.after());
        boolean byYear = change.commitment() == Commitment.RESERVED;
        Map<String, String> values = new HashMap<>();
        values.put("id", id);
        values.put("provider", change.provider());
        values.put("gpu", change.gpu());
        values.put("commitment", change.commitment().id());
        values.put("gpu_count", Integer.toString(change.gpuCount()));
        values.put("most_gpus", Integer.toString(most(change, listing)));
        values.put(
                byYear ? "usd_per_year" : "usd_per_hour",
                byYear ? money(listing.usdPerHour() * PlainReader.HOURS_A_YEAR, 2) : money(listing.usdPerHour(), 4));
        values.put("tier", change.tier());
        values.put("region", change.region());
        values.put("instance", change.region().isEmpty() ? "" : plain(listing.instance()));
        values.put("valid_from", seen(change).toString());
        values.put("source", sourceId());
        values.put("looked", seen(change).toString());
        values.put("note", change.note());
        return values;
    }

    /** What nobody says of a machine's size is taken from the price before, or from the price on demand. */
    private int most(PriceChange change, ListedPrice listing) {
        int most;
        if (listing.mostGpus() != null) {
            most = listing.mostGpus();
        } else if (change.before() != null) {
            most = change.before().mostGpus();
        } else {
            most = preview.changes().stream()
                    .filter(other -> other.provider().equals(change.provider())
                            && other.gpu().equals(change.gpu())
                            && other.gpuCount() == change.gpuCount()
                            && other.before() != null)
                    .mapToInt(other -> Objects.requireNonNull(other.before()).mostGpus())
                    .findFirst()
                    .orElse(change.gpuCount());
        }
        return Math.max(most, change.gpuCount());
    }

    private LocalDate seen(PriceChange change) {
        ListedPrice listing = Objects.requireNonNull(change.after());
        return listing.seen() == null ? preview.wishes().day() : listing.seen();
    }

    private String sourceId() {
        List<String> providers = preview.changes().stream()
                .filter(OfferRows::hasNewPrice)
                .map(PriceChange::provider)
                .distinct()
                .toList();
        return "prices-" + preview.list().form().id() + (providers.size() == 1 ? "-" + providers.get(0) : "") + "-"
                + preview.wishes().day();
    }

    private List<String> source() {
        PriceList list = preview.list();
        String day = preview.wishes().day().toString();
        return List.of(
                sourceId(),
                OWN.contains(list.form()) ? "vendor" : "public",
                list.form().title() + ", " + Numbers.shortened(list.fileName()),
                "Prices of " + list.listings().size() + " machines, imported as of " + day + ".");
    }

    private List<List<String>> providers() {
        Set<String> ids = new HashSet<>();
        return preview.changes().stream()
                .filter(OfferRows::hasNewPrice)
                .filter(change -> ids.add(change.provider()))
                .map(change -> List.of(change.provider(), change.providerName(), "other", sourceId(), ""))
                .toList();
    }

    /** Adds rows whose key is not there yet. */
    private static String with(CatalogTable table, List<List<String>> rows) {
        Set<String> keys = new HashSet<>();
        table.rows().forEach(row -> keys.add(row.cells().get(0)));
        return table.with(
                Map.of(),
                rows.stream().filter(row -> !keys.contains(row.get(0))).toList());
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("^[=+@, ]+", "");
    }

    private static List<String> row(CatalogTable table, Map<String, String> values) {
        return table.columns().stream()
                .map(column -> values.getOrDefault(column, ""))
                .toList();
    }

    private static String money(double usd, int places) {
        BigDecimal rounded =
                BigDecimal.valueOf(usd).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.setScale(Math.max(2, rounded.scale())).toPlainString();
    }
}
