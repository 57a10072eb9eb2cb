package tunewise.workshop.prices;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.workshop.prices.LeftOut.Why;
import tunewise.workshop.prices.PriceChange.Kind;

/**
 * What a price list would change in the offers of a catalog. Of several listings of one offer the cheapest counts.
 *
 * @param changes in the order of {@link Kind}, then by provider, GPU and number
 * @param leftOut every row that no offer is made of
 */
public record PricePreview(PriceList list, Wishes wishes, List<PriceChange> changes, List<LeftOut> leftOut) {
    public PricePreview {
        changes = List.copyOf(changes);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * What is wanted of a list.
     *
     * @param day when it was had, where it does not say so itself; prices begin on it
     * @param addProviders whether providers that the catalog lacks are added to it
     * @param endGone whether offers end that the list no longer has; not while a row is faulty, which may be one of them
     * @param region only listings whose region contains this; null for all
     * @param instance only listings whose machine is called something with this in it; null for all
     */
    public record Wishes(
            LocalDate day, boolean addProviders, boolean endGone, @Nullable String region, @Nullable String instance) {
        public static Wishes on(LocalDate day) {
            return new Wishes(day, false, false, null, null);
        }
    }

    /** Compares a list with a catalog. */
    public static PricePreview of(PriceList list, Catalog catalog, Wishes wishes) {
        return new PriceComparison(list, catalog, wishes).preview();
    }

    public Map<Kind, List<PriceChange>> byKind() {
        Map<Kind, List<PriceChange>> kinds = new EnumMap<>(Kind.class);
        Stream.of(Kind.values()).forEach(kind -> kinds.put(kind, new ArrayList<>()));
        changes.forEach(change ->
                kinds.computeIfAbsent(change.kind(), any -> new ArrayList<>()).add(change));
        return kinds;
    }

    public Map<Why, List<LeftOut>> byReason() {
        Map<Why, List<LeftOut>> reasons = new EnumMap<>(Why.class);
        leftOut.forEach(row ->
                reasons.computeIfAbsent(row.why(), any -> new ArrayList<>()).add(row));
        return reasons;
    }

    public boolean hasFaulty() {
        return leftOut.stream().anyMatch(row -> row.why() == Why.FAULTY);
    }

    /** As in "2 new, 3 dearer, 1 cheaper, 4 gone, 5 unchanged". */
    public String summary() {
        return String.join(
                ", ",
                byKind().entrySet().stream()
                        .map(each ->
                                each.getValue().size() + " " + each.getKey().id())
                        .toList());
    }
}
