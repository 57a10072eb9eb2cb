package tunewise.export;

import tunewise.catalog.Terms;
import tunewise.question.Commitment;

/**
 * What to rent.
 *
 * @param architecture of the GPU, as its maker calls it
 * @param host processors of the machine: x86-64 or arm64
 * @param diskGb GB (10^9) for weights, data, checkpoints and what comes out
 * @param commitment by the hour, for a whole year, or until somebody pays more
 * @param priceNote what a person must know of the price, or empty
 * @param nodes machines that the GPUs stand in
 * @param owned whether it is the person's own
 * @param terms how, where and by which machine it is rented out
 */
public record Machine(
        String gpu,
        String gpuName,
        int gpuCount,
        String provider,
        String providerName,
        String architecture,
        String host,
        int diskGb,
        Commitment commitment,
        String priceNote,
        int nodes,
        boolean owned,
        Terms terms) {

    /** "2x L40S". */
    public String summary() {
        return gpuCount + "x " + gpuName;
    }
}
