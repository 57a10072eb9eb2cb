package tunewise.plan;

import tunewise.text.Described;
import tunewise.text.Figures;

/** What a year of one GPU costs at a provider, in dollars, whether or not the person would commit to it. */
public record ReservedPrice(String provider, String gpu, double usdPerYear) implements Described {
    @Override
    public String summary() {
        return "a reserved year of " + gpu + " at " + provider + ": $" + Figures.grouped(usdPerYear, 0);
    }
}
