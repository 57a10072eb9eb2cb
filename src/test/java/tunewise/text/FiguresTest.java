package tunewise.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void figuresReadAsTheStandardFormatterWritesThem() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(9));
            int places = random.nextInt(5);
            assertEquals(
                    unsigned(String.format(Locale.ROOT, "%." + places + "f", value)), Figures.plain(value, places));
            assertEquals(
                    unsigned(String.format(Locale.ROOT, "%,." + places + "f", value)), Figures.grouped(value, places));
        }
    }

    @Test
    void wholeNumbersAreGroupedByThree() {
        for (long value : new long[] {0, 7, 999, 1_000, 123_456, 10_000_000, -1_000, -999}) {
            assertEquals(String.format(Locale.ROOT, "%,d", value), Figures.grouped(value));
        }
    }

    @Test
    void whatIsNotAnOrdinaryFigureIsStillShown() {
        assertEquals("NaN", Figures.plain(Double.NaN, 1));
        assertEquals("1.0E13", Figures.grouped(1e13, 1));
    }

    /** "-0.00" is no figure for a person. */
    private static String unsigned(String text) {
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }
}
