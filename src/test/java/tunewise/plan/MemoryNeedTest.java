package tunewise.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    @Test
    void everyPartIsNamedBeforeTheirSum() {
        assertEquals(
                "weights 12.7 + gradients 0.2 + optimizer states 0.4 + activations 4.1 + logits 0.5"
                        + " + context and slack 1.4 = 19.3 GiB a GPU (16.2 to 22.1)",
                new MemoryNeed(12.7, 0.2, 0.4, 4.1, 0.5, 1.4, 19.3, 16.2, 22.1).summary());
    }

    @Test
    void aPartThatIsUnknownOrTakesNothingIsNotNamed() {
        assertEquals(
                "weights 12.6 + activations 9.7 = 22.3 GiB a GPU (22.3 to 22.3)",
                new MemoryNeed(12.6, null, 0.0, 9.7, null, null, 22.3, 22.3, 22.3).summary());
    }
}
