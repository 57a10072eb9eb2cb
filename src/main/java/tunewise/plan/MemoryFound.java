package tunewise.plan;

import java.util.Objects;
import tunewise.catalog.Threshold;
import tunewise.estimate.SizePosition;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * Memory a method takes over all GPUs, in GB (10^9 bytes).
 *
 * @param minGb at micro batch 1 and 2,048 tokens
 * @param perSampleGb what each further 2,048 tokens of a micro batch add
 */
public record MemoryFound(Method method, double minGb, double perSampleGb, String text) implements Finding {

    /**
     * The figure of a size from the thresholds of its lower and upper class.
     *
     * @param headroom threshold of the lower class whose recommended memory has room for a batch; likewise headroomAbove
     * @param batch micro batch that the recommended memory has room for
     */
    public static MemoryFound of(
            SizePosition size,
            Threshold own,
            Threshold ownAbove,
            Threshold headroom,
            Threshold headroomAbove,
            double batch) {
        double least = size.figure(own.minGb(), ownAbove.minGb());
        double perSample = size.figure(room(headroom), room(headroomAbove)) / (batch - 1);
        String how =
                switch (size.kind()) {
                    case INSIDE -> "as listed for " + size.lower();
                    case BETWEEN ->
                        "interpolated between " + Figures.plain(own.minGb(), 0) + " GB at " + size.lower() + " and "
                                + Figures.plain(ownAbove.minGb(), 0) + " GB at " + size.upper();
                    case BELOW, ABOVE ->
                        "extrapolated from " + Figures.plain(own.minGb(), 0) + " GB at " + size.lower();
                };
        String text = own.method().label() + " takes " + Figures.plain(least, 1) + " GB in all at micro batch 1, " + how
                + "; each further 2,048 tokens take " + Figures.plain(perSample, 1) + " GB.";
        return new MemoryFound(own.method(), least, perSample, text);
    }

    private static double room(Threshold threshold) {
        return Objects.requireNonNull(threshold.recommendedGb(), "recommended memory") - threshold.minGb();
    }

    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}
