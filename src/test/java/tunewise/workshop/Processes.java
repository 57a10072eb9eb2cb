package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Processes that tests start. */
final class Processes {
    private Processes() {}

    static void noneIsLeft() {
        assertEquals(
                0,
                ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .count());
    }
}
