package tunewise.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans of time with the units that people write. */
class DurationsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31 min | 0.516667",
                "31min | 0.516667",
                "30 minutes | 0.5",
                "2 h | 2",
                "2 hours | 2",
                "1 h 20 min | 1.333333",
                "1 hour and 30 minutes | 1.5",
                "1:20 | 1.333333",
                "2 days | 48",
                "1 week | 168",
                "1,5 h | 1.5",
                "0.25 h | 0.25",
                "90 s | 0.025",
                "1 d 6 h | 30",
                "20 h | 20",
            })
    void aSpanIsReadInHours(String text, BigDecimal hours) {
        assertEquals(Optional.of(hours), Durations.hours(text));
    }

    @Test
    void whatNamesNoUnitIsNoSpan() {
        for (String text : new String[] {"", "31", "much", "2 parsecs", "1:75", "h", "2 h 3"}) {
            assertEquals(Optional.empty(), Durations.hours(text), text);
        }
    }
}
