package tunewise.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tunewise.question.Task;

class TaskRankTest {
    /** Llama 2 7B: 32 layers x (4 x 8,192 for attention + 3 x 15,104 for the MLP). */
    private static final double LLAMA_2_7B = 2_498_560;

    private static final double UNKNOWN_SHAPE = 0;
    private static final TaskRank CHAT = rank(16, 1, 256);
    private static final TaskRank CODE = rank(16, 8, 256);

    @Test
    void theRankNeededIsWeightsForEveryTokenOverWeightsOfEveryRank() {
        assertEquals(4.0023, CHAT.needed(10_000_000, LLAMA_2_7B), 1e-4);
        assertEquals(233.7346, CODE.needed(73_000_000, LLAMA_2_7B), 1e-4);
        assertEquals(3_201.8443, CODE.needed(1_000_000_000, LLAMA_2_7B), 1e-4);
    }

    @Test
    void theRankIsTheNextPowerOfTwo() {
        assertEquals(256, CODE.rank(73_000_000, LLAMA_2_7B));
        assertEquals(64, CHAT.rank(80_000_000, LLAMA_2_7B));
    }

    @Test
    void dataThatJustFillsARankTakesNoLargerOne() {
        assertEquals(32, CHAT.rank(32 * 2_498_560L, LLAMA_2_7B));
        assertEquals(64, CHAT.rank(32 * 2_498_560L + 1, LLAMA_2_7B));
    }

    @Test
    void littleDataTakesTheLeastRankAndTooMuchTheLargest() {
        assertEquals(16, CHAT.rank(1, LLAMA_2_7B));
        assertEquals(16, CHAT.rank(16 * 2_498_560L, LLAMA_2_7B));
        assertEquals(256, CHAT.rank(1_000_000_000_000L, LLAMA_2_7B));
    }

    @Test
    void boundsThatAreNoPowersOfTwoAreKept() {
        TaskRank odd = rank(12, 1, 200);
        assertEquals(12, odd.rank(1, LLAMA_2_7B));
        assertEquals(16, odd.rank(13 * 2_498_560L, LLAMA_2_7B));
        assertEquals(200, odd.rank(150 * 2_498_560L, LLAMA_2_7B));
    }

    @Test
    void adaptersHoldDataUpToTheirRankAndNotATokenMore() {
        assertTrue(CHAT.holds(16, 16 * 2_498_560L, LLAMA_2_7B));
        assertFalse(CHAT.holds(16, 16 * 2_498_560L + 1, LLAMA_2_7B));
        assertTrue(CODE.holds(16, 2 * 2_498_560L, LLAMA_2_7B));
        assertFalse(CODE.holds(16, 2 * 2_498_560L + 1, LLAMA_2_7B));
    }

    @Test
    void aModelOfUnknownShapeTakesTheLeastRank() {
        assertEquals(0, CODE.needed(1_000_000_000, UNKNOWN_SHAPE));
        assertEquals(16, CODE.rank(1_000_000_000, UNKNOWN_SHAPE));
        assertTrue(CODE.holds(1, 1_000_000_000, UNKNOWN_SHAPE));
    }

    private static TaskRank rank(int floor, double tokensFactor, int most) {
        return new TaskRank(Task.CODE, floor, tokensFactor, most, "house", "");
    }
}
