package tunewise.catalog;

import tunewise.text.Choice;

/** The rows of {@code policy.csv} that the program itself asks for; rules ask for more, by their ids. */
public enum PolicyValue implements Choice {
    // What a set-up is
    EFFECTIVE_BATCH_SAMPLES,
    FEW_EXPERTS,
    GPUS_PLANNED_ANYHOW,
    LARGE_MODEL_GPUS,
    LARGEST_MEASURED_MICRO_BATCH,
    LARGEST_MICRO_BATCH,
    LARGEST_MICRO_BATCH_TOKENS,
    LEAST_STEPS,
    MOST_STEP_SAMPLES,
    REFERENCE_SEQUENCE_TOKENS,
    STANDARD_RANK,
    STEP_TOKENS,
    TIGHT_RANK,
    USUAL_IMAGE_TOKENS,
    // What a whole job takes
    EVALUATION_SHARE,
    FETCH_GB_PER_S,
    IDLE_HOURS,
    RESERVE_SHARE,
    SET_UP_HOURS,
    // What a machine is
    BETWEEN_MACHINES_GBIT_PER_S,
    ENERGY_USD_PER_KWH,
    LIKELY_FIT_SHARE,
    UNLIKELY_FIT_SHARE,
    USABLE_MEMORY_SHARE,
    USUAL_GPU_WATTS,
    // What comes first, and what else is offered
    AS_LARGE_SHARE,
    AS_WIDE_SHARE,
    ATTENTION_ADAPTERS_QUALITY_SHARE,
    BARELY_FITS_SHARE,
    FAR_CHEAPER_SHARE,
    LEAST_JOB_SHARE,
    MOST_MACHINES_OFFERED,
    NEAR_TIE_SHARE,
    POOR_QUALITY_SHARE,
    QUALITY_NOISE_SHARE,
    ROOM_EXTRA_COST_SHARE,
    ROOM_SPEED_SHARE,
    SHORTEST_SAMPLE_SHARE,
    SHORTEST_SAMPLE_TOKENS,
    VALUE_OF_AN_HOUR_USD,
    VALUE_OF_ATTENTION_USD,
    // What is shown, and what is taken for a slip
    LISTED_USD_LEAST,
    LISTED_USD_MOST,
    NEARBY_RUNS,
    NEARBY_SIZE_FACTOR,
    STALE_PRICE_DAYS,
    STALE_PRICE_RISE_SHARE,
    // Who has to approve what is published
    APPROVALS_FOR_PRICES,
    APPROVALS_FOR_RULES,
    // Which price lists may publish themselves
    UPDATE_LARGEST_MOVE_SHARE,
    UPDATE_LEAST_KEPT_SHARE;

    private final String id = Choice.idOf(name());

    @Override
    public String id() {
        return id;
    }
}
