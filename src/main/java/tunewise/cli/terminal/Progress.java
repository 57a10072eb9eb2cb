package tunewise.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far a long piece of work is, on a line that is written over; and lines that stay. */
public final class Progress {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int BAR = 30;
    private static final String ERASE = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean shown;
    private boolean onScreen;
    private long next = System.nanoTime();

    /** Without a terminal only lines that stay are written. */
    public Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.shown = terminal;
    }

    /** share is that of the work that is done, 0 to 1; below 0 when it is not known. */
    public void at(double share, long done, long faulty) {
        long now = System.nanoTime();
        if (shown && now - next >= 0) {
            next = now + PAUSE_NANOS;
            err.print(ERASE + line(share, done, faulty));
            err.flush();
            onScreen = true;
        }
    }

    /** How much of a known amount is done. */
    public synchronized void at(int done, int all) {
        long now = System.nanoTime();
        if (shown && now - next >= 0) {
            next = now + PAUSE_NANOS;
            err.print(ERASE + bar(done / (double) all) + String.format(Locale.ROOT, "%,d of %,d", done, all));
            err.flush();
            onScreen = true;
        }
    }

    public void say(String words) {
        erase();
        err.println(words);
    }

    public void erase() {
        if (onScreen) {
            err.print(ERASE);
            err.flush();
            onScreen = false;
        }
    }

    private static String line(double share, long done, long faulty) {
        String counts = String.format(Locale.ROOT, "%,d done, %,d faulty", done, faulty);
        if (share < 0) {
            return counts;
        }
        return bar(share) + counts;
    }

    private static String bar(double share) {
        int full = (int) Math.round(BAR * Math.min(1, share));
        return String.format(
                Locale.ROOT, "[%s%s] %3.0f %%  ", "#".repeat(full), ".".repeat(BAR - full), 100 * Math.min(1, share));
    }
}
