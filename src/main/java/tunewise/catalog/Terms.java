package tunewise.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What exactly an offer is of. Whatever its list does not say is null or empty, which means unknown.
 *
 * @param tier how it is rented out, an id of {@code tiers.csv}
 * @param region where it stands, an id of {@code regions.csv}
 * @param place the region as the provider writes it
 * @param instance what the provider calls the machine
 * @param interconnect between its GPUs and to other machines, where the list says more than the GPU does
 * @param diskGb disk that comes with it
 * @param billingStepSeconds what each rental is rounded up to
 * @param minHours least time that has to be paid
 * @param reliability share of the time that the machine was up
 */
public record Terms(
        String tier,
        String region,
        String place,
        String instance,
        String interconnect,
        @Nullable Integer vcpus,
        @Nullable Double hostMemoryGib,
        @Nullable Double diskGb,
        @Nullable Integer billingStepSeconds,
        @Nullable Double minHours,
        @Nullable Double reliability) {
    /** Of an offer whose list says nothing of all that. */
    public static final Terms UNKNOWN = new Terms("", "", "", "", "", null, null, null, null, null, null);
}
