package tunewise.plan;

import java.util.Locale;
import tunewise.question.Described;

/** What a year of one GPU costs at a provider, in dollars, whether or not the person would commit to it. */
public record ReservedPrice(String provider, String gpu, double usdPerYear) implements Described {
    @Override
    public String words() {
        return String.format(Locale.ROOT, "a reserved year of %s at %s: $%,.0f", gpu, provider, usdPerYear);
    }
}
