package tunewise.web.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Catalog;
import tunewise.catalog.csv.CatalogReader;
import tunewise.fixtures.ShippedRules;

/** The list of the offers that are shipped, page by page. */
class PricesViewTest {
    private static final Catalog CATALOG = CatalogReader.read(ShippedRules.AS_SHIPPED.rules());
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

    @Test
    void theListGoesOnOverPagesWithTheSameFilters() {
        PricesView first = view(Map.of("commitment", List.of("on-demand")));
        PricesView second = view(Map.of("commitment", List.of("on-demand"), "first", List.of("20")));

        assertNull(first.before());
        assertEquals("/prices?commitment=on-demand&first=20#offers", first.after());
        assertEquals("/prices?commitment=on-demand&first=0#offers", second.before());
        assertTrue(second.found().endsWith(" offers, here 21 to 40"), second.found());
        assertEquals(20, second.rows().size());
        assertNotEquals(first.rows().get(0), second.rows().get(0));
        assertTrue(first.moreGpus() > 0);
    }

    @Test
    void theLastPageEndsTheListWhateverTheAddressAsksFor() {
        PricesView last = view(Map.of("first", List.of("999999")));

        assertNull(last.after());
        assertTrue(last.rows().size() <= 20 && !last.rows().isEmpty());
        assertNull(view(Map.of("first", List.of("-7 or so"))).before());
    }

    @Test
    void aCardWithoutBf16IsPricedByItsRateInFp16() {
        PricesView.Bar small =
                view(Map.of("gpu", List.of("v100-pcie-16gb"))).bars().get(0);
        PricesView.Bar large = view(Map.of("gpu", List.of("v100-32gb"))).bars().get(0);

        assertTrue(usd(large.work()) < 3 * usd(small.work()), large + " " + small);
    }

    private static double usd(String dollars) {
        return Double.parseDouble(dollars.substring(1));
    }

    private static PricesView view(Map<String, List<String>> asked) {
        return PricesView.of(CATALOG, DAY, asked, Optional.empty());
    }
}
