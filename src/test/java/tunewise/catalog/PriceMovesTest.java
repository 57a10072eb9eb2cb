package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Commitment;
import tunewise.workshop.FrozenMarkets;

/** How much stale prices are widened is what the dated rows of the collected lists moved by. */
class PriceMovesTest {
    private static final Catalog CATALOG = CatalogReader.read(
            FrozenMarkets.over(ShippedRules.AS_SHIPPED.rules(), ShippedRules.AS_SHIPPED.fixtures(), "november"));
    private static final int LEAST_DAYS = 30;

    @Test
    void oneInTwentyPricesRoseByMoreThanThePolicySays() {
        List<Double> moves = moves();

        assertEquals(238, moves.size());
        assertEquals(CATALOG.policy(PolicyValue.STALE_PRICE_RISE_SHARE), moves.get((int) (0.95 * moves.size())), 0.001);
        assertEquals(0.151, moves.get((int) (0.9 * moves.size())), 0.001);
    }

    /** So the lower end of a stale price stays. */
    @Test
    void fewerThanOneInTwentyFell() {
        List<Double> moves = moves();

        assertEquals(0, moves.get((int) (0.05 * moves.size())), 0.001);
    }

    /** Of each pair of days, in ascending order; hosts of marketplaces change their prices by the hour. */
    private static List<Double> moves() {
        Map<List<Object>, TreeMap<LocalDate, Double>> series = new HashMap<>();
        for (Offer offer : CATALOG.offers()) {
            if (offer.commitment() == Commitment.ON_DEMAND
                    && !offer.terms().tier().equals("marketplace")) {
                series.computeIfAbsent(
                                List.of(
                                        offer.provider(),
                                        offer.gpu(),
                                        offer.terms().tier(),
                                        offer.gpuCount()),
                                key -> new TreeMap<>())
                        .merge(offer.looked(), offer.usdPerGpuHour(), Math::min);
            }
        }
        List<Double> moves = new ArrayList<>();
        for (TreeMap<LocalDate, Double> days : series.values()) {
            days.forEach((first, before) ->
                    days.tailMap(first.plusDays(LEAST_DAYS)).forEach((later, after) -> moves.add(after / before - 1)));
        }
        moves.sort(Double::compare);
        return moves;
    }
}
