package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What goes on for as long as a service runs, and is missed once it does not. */
class RepeatingTest {
    @Test
    void aFailureOfOneRoundIsNotTheLast() throws Exception {
        CountDownLatch third = new CountDownLatch(3);
        Repeating repeating = new Repeating(
                "test",
                () -> {
                    third.countDown();
                    throw new IllegalStateException("not this time");
                },
                () -> Thread.sleep(1));
        assertTrue(repeating.alive(), "it has not begun");
        repeating.start();

        assertTrue(third.await(10, TimeUnit.SECONDS));
        assertTrue(repeating.alive());
        repeating.stop();
        repeating.awaitEnd();
        assertTrue(repeating.alive(), "nobody misses what was told to stop");
    }

    @Test
    void whatAnErrorEndedIsMissed() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Repeating repeating = new Repeating(
                "test",
                () -> {
                    rounds.incrementAndGet();
                    throw new LinkageError("a library is gone");
                },
                () -> Thread.sleep(1));
        repeating.start();
        repeating.awaitEnd();

        assertEquals(1, rounds.get());
        assertFalse(repeating.alive());
    }
}
