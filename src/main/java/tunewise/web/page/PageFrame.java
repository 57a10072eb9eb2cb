package tunewise.web.page;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param title without the name of the product
 * @param here the place the page belongs to; null for none
 */
public record PageFrame(String title, @Nullable Nav here, Assets assets) {
    Nav[] places() {
        return Nav.values();
    }

    String asset(String file) {
        return assets.path(file);
    }
}
