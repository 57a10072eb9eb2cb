package tunewise.text;

import java.util.Locale;

/** A closed choice of the contract, known outside Java by a lower-case id with hyphens. */
public interface Choice {
    String id();

    /** The id of an enum's constant by its name, as in "on-demand" for ON_DEMAND. */
    static String idOf(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
