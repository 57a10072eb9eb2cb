package tunewise.catalog;

import java.time.LocalDate;

/**
 * What came of running an exported file with the real trainer on a tiny model of a family.
 *
 * @param family of the model, or "all" for a launcher's file
 * @param label how it was trained, as lora, or towards what, as dpo
 * @param version of the trainer
 * @param trainedWeights of the tiny model; 0 where nothing was trained
 */
public record Rehearsal(
        String family,
        String trainer,
        String label,
        String version,
        LocalDate day,
        Result result,
        long trainedWeights,
        String note) {
    /** How far it came. */
    public enum Result {
        /** Trained to its end, and all checks held. */
        REHEARSED,
        /** Read by the tool's own parser, and nothing more. */
        PARSED,
        /** The tool says that it does not do this. */
        REFUSED,
        /** The tool broke off, or trained something else than was meant. */
        FAILED
    }
}
