package tunewise.plan;

import java.util.List;
import tunewise.text.Described;

/**
 * Where the provider of the choice has machines within the places asked for, though its price list names none.
 *
 * @param regions as the provider writes them
 */
public record PlaceToChoose(String providerName, List<String> regions) implements Described {
    public PlaceToChoose {
        regions = List.copyOf(regions);
    }

    /** The regions, as a sentence has them. */
    public String listed() {
        return String.join(", ", regions);
    }

    @Override
    public String summary() {
        return providerName + " has machines in " + listed();
    }
}
