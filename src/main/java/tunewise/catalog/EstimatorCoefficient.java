package tunewise.catalog;

import java.util.Locale;
import tunewise.text.Choice;

/** What the estimator takes from {@code estimator.csv}: the figures that can only be measured. */
public enum EstimatorCoefficient implements Choice {
    // Memory
    CHUNK_TOKENS,
    CHUNK_LOGIT_BYTES,
    CONTEXT_GIB,
    COMMUNICATION_GIB,
    SLACK_GIB,
    SLACK_SHARE,
    PERSISTENT_SHARE,
    TRANSIENT_SHARE,
    QUANTISED_TRANSIENT_SHARE,
    UNKNOWN_SHAPE_SHARE,
    TYPICAL_HEAD_WIDTH,
    GATHERED_LAYERS,
    GATHERED_AHEAD_GIB,
    HUGE_LAYER_GIB,
    ZERO_BUCKET_ELEMENTS,
    COMPILED_ACTIVATION_SHARE,
    ROLLOUT_SEQUENCES,
    ROLLOUT_GIB,
    FITS_AT_LOW,
    FITS_BELOW_CENTRE,
    FITS_AT_CENTRE,
    FITS_ABOVE_CENTRE,
    FITS_AT_HIGH,
    // Speed
    DATASHEET_SHARE,
    HOPPER_SHARE,
    BLACKWELL_SHARE,
    COMPILED_SPEEDUP,
    EAGER_ATTENTION_SHARE,
    FINE_EXPERTS_SHARE,
    PADDED_SHARE,
    PADDED_BATCH_SAMPLES,
    ADAPTER_SHARE,
    HALF_RATE_TOKENS,
    HALF_RATE_WIDTH,
    ATTENTION_SHARE,
    DEQUANTISATION_MS_PER_BILLION,
    DEQUANTISATION_COMPUTE_SHARE,
    REFERENCE_BANDWIDTH_GB_S,
    REFERENCE_TFLOPS,
    REFERENCE_LAYERS,
    HOST_GB_S,
    HOST_STEP_GB_S,
    HOST_STEP_BYTES,
    MOST_RATE_SHARE,
    NVLINK_SCALING,
    PCIE_SCALING,
    SHARDED_GB_S_PCIE,
    SHARDED_GB_S_NVLINK,
    ROLLOUT_BANDWIDTH_SHARE,
    ROLLOUT_STEP_MS,
    SPEED_SHARE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    public String id() {
        return id;
    }
}
