package tunewise.catalog;

import tunewise.question.Task;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * What adapters keep of full fine-tuning's gain, as measured.
 *
 * @param room whether the adapters have room for the data
 * @param rankFrom smallest rank it holds for
 * @param low share of full fine-tuning's gain, 0 to 1
 * @param confidence how well it is supported
 */
public record TaskQuality(
        Task task, Room room, int rankFrom, double low, double high, Confidence confidence, String source, String note)
        implements Described {

    /** Whether adapters hold what the data has to say. */
    public enum Room {
        ENOUGH,
        SHORT
    }

    /** How far a figure can be trusted. */
    public enum Confidence {
        HIGH,
        MEDIUM,
        LOW
    }

    @Override
    public String summary() {
        return "measured for " + task.id() + " from rank " + rankFrom + ": " + Figures.plain(100 * low, 0) + " to "
                + Figures.plain(100 * high, 0) + " % of full's gain";
    }
}
