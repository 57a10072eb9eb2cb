package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Processes that tests start. */
final class Processes {
    private Processes() {}

    /** Of those that run Java; a browser may be open for other tests. */
    static void noneIsLeft() {
        assertEquals(
                0,
                ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .filter(child -> child.info().command().orElse("java").endsWith("java"))
                        .count());
    }
}
