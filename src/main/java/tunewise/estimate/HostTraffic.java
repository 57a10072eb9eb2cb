package tunewise.estimate;

import java.util.Map;
import java.util.Objects;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Stack;
import tunewise.question.Extra;

/**
 * Time that a micro batch spends on what waits in the host's memory: weights are fetched for the forward and for the
 * backward pass, each GPU its part; all gradients go back, and the host's processors step through weights and states.
 * What checkpointing keeps goes there and comes back while the GPU computes, and counts by half.
 */
final class HostTraffic {
    private final ModelDimensions dimensions;
    private final TrainingConfig config;
    private final Stack stack;
    private final Placement placement;
    private final Map<EstimatorCoefficient, Coefficient> figures;

    HostTraffic(
            ModelDimensions dimensions,
            TrainingConfig config,
            Stack stack,
            Placement placement,
            Map<EstimatorCoefficient, Coefficient> figures) {
        this.dimensions = dimensions;
        this.config = config;
        this.stack = stack;
        this.placement = placement;
        this.figures = figures;
    }

    /** Seconds of a micro batch; low is quickest. */
    Range seconds() {
        double fetched = 0;
        double stepped = 0;
        if (config.has(Extra.PARAMETERS_OFFLOADED)) {
            HeldWeights held = new HeldWeights(dimensions, config, stack);
            fetched += 2 * held.wholeBase() / config.gpuCount();
            if (held.full) {
                fetched += held.trained * held.trainedBytes / config.gpuCount();
                stepped = held.trained
                        * figure(EstimatorCoefficient.HOST_STEP_BYTES).value()
                        / placement.nodes()
                        / placement.accumulation();
            }
        }
        if (config.has(Extra.ACTIVATIONS_OFFLOADED)) {
            fetched += 2.0 * dimensions.layers() * config.tokens() * dimensions.hidden();
        }
        Coefficient fetching = figure(EstimatorCoefficient.HOST_GB_S);
        Coefficient stepping = figure(EstimatorCoefficient.HOST_STEP_GB_S);
        return new Range(
                fetched / fetching.high() / 1e9 + stepped / stepping.high() / 1e9,
                fetched / fetching.value() / 1e9 + stepped / stepping.value() / 1e9,
                fetched / fetching.low() / 1e9 + stepped / stepping.low() / 1e9);
    }

    private Coefficient figure(EstimatorCoefficient coefficient) {
        return Objects.requireNonNull(figures.get(coefficient));
    }
}
