package tunewise.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tunewise.catalog.TaskRank;
import tunewise.question.Task;

class RankFoundTest {
    private static final TaskRank MATHS = new TaskRank(Task.MATHS, 16, 2, 256, "house", "");

    @Test
    void theRankIsFoundWithItsArithmetic() {
        assertEquals(
                new RankFound(
                        128,
                        "103,000,000 unique tokens of maths x 2 adapter weights a token / 2,498,560 weights a rank"
                                + " = rank 82.4; the next power of two from 16 to 256 is 128."),
                RankFound.of(MATHS, 103_000_000, 2_498_560));
    }

    @Test
    void aRankBeyondTheLargestIsSaidAndNotTaken() {
        assertEquals(
                new RankFound(
                        256,
                        "1,000,000,000 unique tokens of maths x 2 adapter weights a token / 2,498,560 weights a rank"
                                + " = rank 800.5; the next power of two from 16 to 256 is 256."),
                RankFound.of(MATHS, 1_000_000_000, 2_498_560));
    }
}
