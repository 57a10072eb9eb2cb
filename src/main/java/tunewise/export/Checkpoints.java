package tunewise.export;

import java.util.LinkedHashMap;
import java.util.Map;
import tunewise.training.Method;

/** What a run keeps on the way, so that an early end does not lose all, and the disk that takes. */
final class Checkpoints {
    /** How often a run keeps what it has. */
    static final int TIMES = 5;

    private static final double BYTES_A_WEIGHT = 2;
    private static final double STATE_BYTES_A_WEIGHT = 4;
    private static final double ROOM_GB = 50;

    private Checkpoints() {}

    /** Steps after which a checkpoint is written. */
    static long everySteps(TrainingRun run) {
        return Math.max(1, run.learning().steps() / TIMES);
    }

    /** Whether the optimizer's states are written too: for adapters they are small; who is cut short needs them to go on. */
    static boolean keepsStates(TrainingRun run) {
        return run.adapted().isPresent() || Rental.spot(run) || run.budget().sits();
    }

    /** Settings of trainers of the transformers family: the newest checkpoint is kept, older ones go. */
    static Map<String, Object> settings(TrainingRun run) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("save_steps", everySteps(run));
        keys.put("save_total_limit", 1);
        if (!keepsStates(run)) {
            keys.put("save_only_model", true);
        }
        return keys;
    }

    /**
     * Disk in GB (10^9): the weights that are fetched, the newest checkpoint beside the one before it, what comes out, and
     * room for data and software.
     */
    static int diskGb(long parameters, Method method, boolean states) {
        double weights = parameters * BYTES_A_WEIGHT / 1e9;
        double checkpoint = method == Method.FULL
                ? weights + (states ? parameters * STATE_BYTES_A_WEIGHT / 1e9 : 0)
                : weights * 0.1;
        double result = method == Method.FULL ? weights : weights * 0.1;
        return (int) Math.ceil((weights + 2 * checkpoint + result + ROOM_GB) / 10) * 10;
    }
}
