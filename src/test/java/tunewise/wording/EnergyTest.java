package tunewise.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A short job draws little, which must not read as nothing. */
class EnergyTest {
    @Test
    void smallFiguresKeepTwoDigits() {
        assertEquals("0.034", Energy.digits(0.0341));
        assertEquals("0.25", Energy.digits(0.25));
        assertEquals("1.9", Energy.digits(1.93));
        assertEquals("1,234.6", Energy.digits(1234.56));
        assertEquals("0.0", Energy.digits(0));
    }
}
