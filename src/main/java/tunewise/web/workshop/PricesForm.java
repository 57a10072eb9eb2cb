package tunewise.web.workshop;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.workshop.prices.PriceForm;

/**
 * A form that a price list is sent by.
 *
 * @param sent its fields as they were sent
 */
record PricesForm(Map<String, String> sent, LocalDate today, @Nullable String refused) {
    String value(String name) {
        return sent.getOrDefault(name, "");
    }

    boolean ticked(String name) {
        return value(name).equals("yes");
    }

    List<PriceForm> forms() {
        return Stream.of(PriceForm.values()).toList();
    }

    int mostMib() {
        return PricesPages.MOST_MIB;
    }
}
