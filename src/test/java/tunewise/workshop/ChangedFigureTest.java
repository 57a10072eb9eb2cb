package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import tunewise.workshop.ChangedFigure.OfferName;

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
        String changed = price(new OfferName("acme", "l4", "on-demand", "community"), "$0.39");

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
        OfferName name = new OfferName("acme", "l4", "on-demand", "community");
        String once = price(name, "0.39");
        String twice = ChangedFigure.price(once, name, "0.38", "their page", TODAY);

        assertEquals(once.lines().count(), twice.lines().count());
        assertTrue(twice.contains("acme-l4-on-demand-2026-11-30,acme,l4,on-demand,0.38,"), twice);
    }

    @Test
    void aReservedPriceIsOfTheYear() {
        String changed = price(new OfferName("acme", "l4", "reserved", ""), "1,500");

        assertTrue(changed.contains("acme-l4-reserved-2026-11-30,acme,l4,reserved,,1500,standard,2026-11-30"), changed);
    }

    @Test
    void whatIsNotClearIsSaid() {
        assertTrue(refused(new OfferName("acme", "l4", "on-demand", ""), "0.4").contains("several offers are meant"));
        assertTrue(
                refused(new OfferName("acme", "h100", "on-demand", ""), "0.4").contains("no such offer today"));
        assertTrue(refused(new OfferName("acme", "l4", "reserved", ""), "cheap").contains("'cheap' is not a figure"));
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

    private static String price(OfferName name, String price) {
        return ChangedFigure.price(OFFERS, name, price, "their page", TODAY);
    }

    private static String refused(OfferName name, String price) {
        return assertThrows(RefusedException.class, () -> price(name, price)).getMessage();
    }
}
