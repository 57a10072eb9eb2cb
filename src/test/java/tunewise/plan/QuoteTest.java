package tunewise.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.catalog.Terms;
import tunewise.estimate.Range;
import tunewise.question.Commitment;
import tunewise.training.Method;

class QuoteTest {
    @Test
    void dollarsAtMostAreTheNextWholeCent() {
        assertEquals(1.98, quote(1.9701).usdAtMost());
        assertEquals(1.97, quote(1.97).usdAtMost());
    }

    @Test
    void hoursAtMostAreTheNextWholeHundredth() {
        assertEquals(10.0, quote(1.97).hoursAtMost());
    }

    private static Quote quote(double usd) {
        Plan plan = ScopeTest.plan(Method.LORA, "l40s", 1);
        Provider provider = new Provider("runpod", "RunPod", Provider.Role.PRICE, "house", "");
        LocalDate day = LocalDate.of(2026, 3, 31);
        Offer offer = new Offer(
                "runpod-l40s",
                "runpod",
                "l40s",
                Commitment.ON_DEMAND,
                1,
                8,
                0.79,
                null,
                Terms.UNKNOWN,
                day,
                null,
                "house",
                day,
                "");
        Range cost = new Range(usd / 2, usd / 2, usd);
        return new Quote(plan, provider, offer, 0.79, cost, plan.hours(), cost, 10);
    }
}
