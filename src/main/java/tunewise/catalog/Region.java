package tunewise.catalog;

import java.util.List;
import java.util.Locale;

/**
 * A place where a provider has machines, or a group of countries.
 *
 * @param provider id of the provider; empty for a group of countries
 * @param name as the provider writes it, or what the group is called
 * @param countries two-letter codes of the countries it lies in; empty where nobody says
 */
public record Region(String id, String provider, String name, List<String> countries, String source) {
    public Region {
        countries = List.copyOf(countries);
    }

    /** Whether it is a group of countries. */
    public boolean group() {
        return provider.isEmpty();
    }

    /** Its name as it may be typed. */
    public String typed() {
        return typed(name);
    }

    /** A name in lower case with hyphens. */
    public static String typed(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
