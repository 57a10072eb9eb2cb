package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A price gets a successor, a threshold another value; what is not clear is said and changes nothing. */
class ChangedFigureTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-30");
    private static final String OFFERS =
            """
            id,provider,gpu,commitment,usd_per_hour,usd_per_year,tier,valid_from,valid_to,source,looked,note
            acme-l4-on-demand-2026-08-22,acme,l4,on-demand,0.4,,community,2026-08-22,,list,2026-08-22,
            acme-l4-reserved,acme,l4,reserved,,1700,standard,2026-03-01,,list,2026-03-31,paid for a year
            acme-l4-secure-on-demand,acme,l4,on-demand,0.6,,secure,2026-03-01,,list,2026-03-31,
            """;
    private static final String POLICY =
            """
            id,value,unit,description,source,looked
            near-tie-share,0.1,share,"Near ties, as we say.",house,2026-11-24
            """;

    @Test
    void thePriceOfYesterdayEndsAndItsSuccessorBeginsToday() {
        String changed = price("acme-l4-on-demand-2026-08-22", "$0.39");

        assertEquals(
                """
                id,provider,gpu,commitment,usd_per_hour,usd_per_year,tier,valid_from,valid_to,source,looked,note
                acme-l4-on-demand-2026-08-22,acme,l4,on-demand,0.4,,community,2026-08-22,2026-11-29,list,2026-08-22,
                acme-l4-on-demand-2026-11-30,acme,l4,on-demand,0.39,,community,2026-11-30,,house,2026-11-30,their page
                acme-l4-reserved,acme,l4,reserved,,1700,standard,2026-03-01,,list,2026-03-31,paid for a year
                acme-l4-secure-on-demand,acme,l4,on-demand,0.6,,secure,2026-03-01,,list,2026-03-31,
                """,
                changed);
    }

    @Test
    void aPriceThatBeganTodayIsPutRight() {
        String once = price("acme-l4-on-demand-2026-08-22", "0.39");
        String twice = ChangedFigure.price(once, "acme-l4-on-demand-2026-11-30", "0.38", "their page", TODAY);

        assertEquals(once.lines().count(), twice.lines().count());
        assertTrue(twice.contains("acme-l4-on-demand-2026-11-30,acme,l4,on-demand,0.38,"), twice);
    }

    @Test
    void aReservedPriceIsOfTheYear() {
        String changed = price("acme-l4-reserved", "1,500");

        assertTrue(changed.contains("acme-l4-reserved-2026-11-30,acme,l4,reserved,,1500,standard,2026-11-30"), changed);
    }

    @Test
    void whatIsNotClearIsSaid() {
        assertTrue(refused("", "0.4").contains("no offer was chosen"));
        assertTrue(refused("acme-h100", "0.4").contains("there is no offer 'acme-h100' today"));
        assertTrue(refused("acme-l4-reserved", "cheap").contains("'cheap' is not a number"));
        String changed = price("acme-l4-on-demand-2026-08-22", "0.39");
        assertThrows(
                RefusedException.class,
                () -> ChangedFigure.price(changed, "acme-l4-on-demand-2026-08-22", "1", "their page", TODAY));
    }

    @Test
    void theOffersOfTodayAreThereToChoose() {
        List<ChangedFigure.OfferLine> offers = ChangedFigure.offers(OFFERS, "acme", "l4", TODAY);

        assertEquals(
                List.of("0.4 community", "1700 standard", "0.6 secure"),
                offers.stream().map(offer -> offer.usd() + " " + offer.tier()).toList());
        assertEquals(
                List.of(false, true, false),
                offers.stream().map(ChangedFigure.OfferLine::yearly).toList());
        assertEquals(List.of(), ChangedFigure.offers(OFFERS, "acme", "h100", TODAY));
        assertEquals(
                3,
                ChangedFigure.offers(price("acme-l4-reserved", "1500"), "acme", "l4", TODAY)
                        .size());
    }

    @Test
    void aThresholdIsMovedInItsRowAlone() {
        assertEquals(
                """
                id,value,unit,description,source,looked
                near-tie-share,0.15,share,"Near ties, as we say.",house,2026-11-30
                """,
                ChangedFigure.policy(POLICY, "near-tie-share", "0.15", TODAY));
        assertThrows(RefusedException.class, () -> ChangedFigure.policy(POLICY, "none", "1", TODAY));
    }

    private static String price(String offer, String price) {
        return ChangedFigure.price(OFFERS, offer, price, "their page", TODAY);
    }

    private static String refused(String offer, String price) {
        return assertThrows(RefusedException.class, () -> price(offer, price)).getMessage();
    }
}
