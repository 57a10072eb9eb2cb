package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.language.Phase;

/** Rules that were replaced leave next to nothing behind. */
class RebuildsTest {
    private static final int WARM_UP = 5;
    private static final int REBUILDS = 30;
    private static final long MOST_BYTES = 10L << 20;

    @Test
    void rebuildsDoNotPileUp() throws IOException {
        RuleFiles files = EditedRules.sound();
        rebuild(files, WARM_UP);
        long before = used();
        rebuild(files, REBUILDS);
        long left = used() - before;
        assertTrue(left < MOST_BYTES, REBUILDS + " rebuilds left " + left + " bytes");
    }

    private static void rebuild(RuleFiles files, int times) {
        for (int i = 0; i < times; i++) {
            try (Rulebook rules = Rulebook.compile(files, null);
                    RuleSession session = rules.consult()) {
                session.run(Phase.ELIGIBILITY);
            }
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
