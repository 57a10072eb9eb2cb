package tunewise.web.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.advice.Estimate.QualityShare;
import tunewise.advice.Recommendation.Feasible;
import tunewise.training.Method;
import tunewise.wording.DisplayText;

class CostChartTest {
    @Test
    void theFrontierHoldsWhatNothingBeatsInTimeAndCostBoth() {
        Feasible quick = at(1, 20);
        Feasible slowAndDear = at(3, 15);
        Feasible middle = at(2, 10);
        Feasible cheap = at(9, 4);
        Feasible asDearButSlower = at(10, 4);

        assertEquals(
                List.of(quick, middle, cheap),
                CostChart.best(List.of(cheap, slowAndDear, quick, asDearButSlower, middle)));
    }

    @Test
    void anAxisHoldsAllItsValuesAndHasAFewRoundMarks() {
        Axis axis = Axis.of(List.of(0.4, 130.0), 100, 700);

        assertTrue(axis.at(0.4) > 100 && axis.at(130) < 700);
        assertEquals(
                List.of(1.0, 10.0, 100.0),
                axis.marks().stream().filter(mark -> mark % 3 != 0).toList());
        assertTrue(axis.marks().size() <= 6);
    }

    @Test
    void valuesThatAreAllAlikeStillGetAnAxis() {
        Axis axis = Axis.of(List.of(5.0, 5.0), 300, 0);

        assertEquals(150, axis.at(5));
        assertTrue(axis.marks().contains(5.0));
    }

    @Test
    void marksReadAsTheyAreMeant() {
        assertEquals("30 min", DisplayText.shortHours(0.5));
        assertEquals("1.5 h", DisplayText.shortHours(1.5));
        assertEquals("20 h", DisplayText.shortHours(20));
        assertEquals("$0.20", DisplayText.shortDollars(0.2));
        assertEquals("$1.50", DisplayText.shortDollars(1.5));
        assertEquals("$1,000", DisplayText.shortDollars(1000));
    }

    private static Feasible at(double hours, double usd) {
        return new Feasible(
                Method.LORA, 8, "l4", "L4", 1, "runpod", "RunPod", "offer", hours, usd, 20, new QualityShare(0.9, 1));
    }
}
