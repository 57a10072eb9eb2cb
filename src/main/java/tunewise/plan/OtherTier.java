package tunewise.plan;

import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * The cheapest offer of the chosen GPU in a tier that the question does not allow.
 *
 * @param tier what people call it
 * @param usdPerGpuHour dollars an hour of one GPU
 * @param shareLess what it costs less than the choice, as a share
 */
public record OtherTier(String tier, String providerName, double usdPerGpuHour, double shareLess) implements Described {
    @Override
    public String summary() {
        return tier + " of " + providerName + ": $" + Figures.plain(usdPerGpuHour, 2) + " an hour of a GPU";
    }
}
