package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "10, 10",
        "-3.5, -3.5",
        "0.0001, 0.0001",
        "0.00012, 0.00012",
        "1234567.8901, 1234567.8901",
        "-0.05, -0.05",
        "1e-7, 0.0000001",
        "1e22, 10000000000000000000000",
        "0.30000000000000004, 0.30000000000000004",
    })
    void writesTheFewestDigitsWithoutAnExponent(double value, String expected) {
        assertEquals(expected, PlainNumber.of(value));
    }

    @Test
    void writesWhatDecimalsWrite() {
        Random random = new Random(24);
        for (int n = 0; n < 200_000; n++) {
            double value = n % 3 == 0
                    ? random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4)
                    : Rounded.of(random.nextGaussian() * Math.pow(10, random.nextInt(9)), 1 + n % 4);
            BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
            assertEquals(
                    (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString(), PlainNumber.of(value));
        }
    }
}
