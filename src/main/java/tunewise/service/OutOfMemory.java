package tunewise.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process where memory ran out. Threads that others wait for may be gone by then, and a service that takes
 * questions and answers none is worse than one that a supervisor starts again; what was acknowledged is on disk.
 */
public final class OutOfMemory {
    /** As Java itself ends with {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT = 3;

    private OutOfMemory() {}

    /** From here on, whatever thread runs out of memory ends the process; other failures end their thread, as always. */
    public static void endsTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            endIf(failure);
            Log.OF_THREADS.error("the thread {} ended", thread.getName(), failure);
        });
    }

    /** Ends the process if a failure, or what caused it, is a lack of memory. */
    public static void endIf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                Runtime.getRuntime().halt(EXIT);
            }
        }
    }

    /** Made when there is something to say, since every command passes here. */
    private static final class Log {
        static final Logger OF_THREADS = LoggerFactory.getLogger(OutOfMemory.class);
    }
}
