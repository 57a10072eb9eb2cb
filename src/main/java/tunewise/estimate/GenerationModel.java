package tunewise.estimate;

import java.util.Map;
import java.util.Objects;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Gpu;

/**
 * How fast a GPU makes up answers. Every token of every answer under way takes one pass over the weights and over their
 * keys and values, bound by the card's memory; a group of answers takes as long as the longest of them.
 */
final class GenerationModel {
    private final ModelDimensions dimensions;
    private final TrainingConfig config;
    private final Gpu gpu;
    private final Map<EstimatorCoefficient, Coefficient> figures;

    GenerationModel(
            ModelDimensions dimensions,
            TrainingConfig config,
            Gpu gpu,
            Map<EstimatorCoefficient, Coefficient> figures) {
        this.dimensions = dimensions;
        this.config = config;
        this.gpu = gpu;
        this.figures = figures;
    }

    /** Seconds that one token of an answer takes on one GPU; low is quickest. */
    Range secondsPerToken() {
        Coefficient share = figure(EstimatorCoefficient.ROLLOUT_BANDWIDTH_SHARE);
        Coefficient step = figure(EstimatorCoefficient.ROLLOUT_STEP_MS);
        Coefficient answers = figure(EstimatorCoefficient.ROLLOUT_SEQUENCES);
        return new Range(
                seconds(share.high(), step.low(), answers.high()),
                seconds(share.value(), step.value(), answers.value()),
                seconds(share.low(), step.high(), answers.low()));
    }

    private double seconds(double share, double milliseconds, double answers) {
        double meanLength = config.sequenceLength() - config.aim().completionLength() / 2.0;
        double cache = answers * meanLength * dimensions.cacheBytes();
        double reading = (2.0 * dimensions.total() + cache) / (gpu.bandwidthGbS() * 1e9 * share);
        return (reading + milliseconds / 1e3) / answers;
    }

    private Coefficient figure(EstimatorCoefficient coefficient) {
        return Objects.requireNonNull(figures.get(coefficient));
    }
}
