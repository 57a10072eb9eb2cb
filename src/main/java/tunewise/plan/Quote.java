package tunewise.plan;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.estimate.Range;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A plan at a provider's offer.
 *
 * @param usdPerHour for all GPUs together; of a reserved offer the year's price over the hours of a year
 * @param costUsd of one run, training only
 * @param jobHours from renting to giving back: set-up, training, evaluation, reserve; by the guide training only
 * @param jobUsd what the whole job costs
 * @param yearlyHours hours a year that the jobs of all runs take together
 */
public record Quote(
        Plan plan,
        Provider provider,
        Offer offer,
        double usdPerHour,
        Range costUsd,
        Range jobHours,
        Range jobUsd,
        double yearlyHours)
        implements Described {
    public static final double HOURS_PER_YEAR = 8760;

    /** Machines of this kind that work side by side for all jobs of a year to be done in it. */
    public int machines() {
        return machines(yearlyHours);
    }

    /** Machines that so many hours a year keep busy, one at least. */
    public static int machines(double yearlyHours) {
        return (int) Math.max(1, Math.ceil(yearlyHours / HOURS_PER_YEAR));
    }

    /** Whether its upper end keeps to a budget and a deadline; null for none, and nobody bills one's own machine. */
    public boolean within(@Nullable Double budgetUsd, @Nullable Double deadlineHours) {
        return (budgetUsd == null || plan.gpu().owned() || jobUsd.high() <= budgetUsd)
                && (deadlineHours == null || jobHours.high() <= deadlineHours);
    }

    /** Dollars an hour of one of its GPUs. */
    public double usdPerGpuHour() {
        return usdPerHour / plan.gpuCount();
    }

    /** Dollars of the job at most, in whole cents, so that what is over a limit never reads like it. */
    public double usdAtMost() {
        return up(jobUsd.high());
    }

    /** Hours of the job at most, in whole hundredths, likewise. */
    public double hoursAtMost() {
        return up(jobHours.high());
    }

    private static double up(double value) {
        return Math.ceil(value * 100 - 1e-9) / 100;
    }

    /** GiB of memory that each of its hosts has; 0 where the price list does not say. */
    public double hostRoomGib() {
        Double each = offer.terms().hostMemoryGib();
        return each == null ? 0 : each * gpusOfAHost() / offer.gpuCount();
    }

    /** The same at a share of what its GPUs have. */
    public double hostRoomGib(double shareOfGpuMemory) {
        return shareOfGpuMemory * plan.gpu().memoryGb() * gpusOfAHost();
    }

    private double gpusOfAHost() {
        return (double) plan.gpuCount() / plan.nodes();
    }

    public String key() {
        return plan.key() + "/" + offer.id();
    }

    @Override
    public String summary() {
        return plan.summary() + " at " + provider.name() + " for $" + Figures.plain(costUsd.central(), 2);
    }
}
