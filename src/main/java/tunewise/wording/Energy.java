package tunewise.wording;

import java.util.Locale;
import java.util.Optional;
import tunewise.advice.Estimate;
import tunewise.advice.Setup;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Grid;
import tunewise.catalog.Offer;

/** What the GPUs of a set-up draw while they train, and the carbon dioxide of that where the place is known. */
public final class Energy {
    private Energy() {}

    /** As in "1.9 kWh of the GPUs, 0.6 kg of carbon dioxide by Germany's grid of 2025"; empty where a power is unknown. */
    public static Optional<String> of(Setup setup, Estimate estimate, Catalog catalog) {
        return catalog.gpu(setup.gpu()).map(Gpu::tdpW).map(watts -> {
            double kwh = watts * setup.gpuCount() * estimate.hours().central() / 1000;
            return digits(kwh) + " kWh of the GPUs"
                    + grid(setup, catalog)
                            .map(grid -> String.format(
                                    Locale.US,
                                    ", %s kg of carbon dioxide by the grid of %s in %d",
                                    digits(kwh * grid.gramsPerKwh() / 1000),
                                    grid.name(),
                                    grid.year()))
                            .orElse("");
        });
    }

    /** Two significant digits below one, so that a short job does not read as nothing. */
    static String digits(double figure) {
        int places = figure >= 1 || figure <= 0 ? 1 : Math.min(6, 2 + (int) Math.floor(-Math.log10(figure)));
        return String.format(Locale.US, "%,." + places + "f", figure);
    }

    private static Optional<Grid> grid(Setup setup, Catalog catalog) {
        return catalog.offers().stream()
                .filter(offer -> offer.id().equals(setup.offer()))
                .map(Offer::terms)
                .findFirst()
                .flatMap(terms -> catalog.market().region(terms.region()))
                .flatMap(catalog.market()::grid);
    }
}
