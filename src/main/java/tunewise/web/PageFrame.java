package tunewise.web;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param title without the name of the product
 * @param here the place the page belongs to; null for none
 * @param figures how the page writes them
 */
record PageFrame(String title, @Nullable Nav here, Assets assets, ReaderFigures figures) {
    Nav[] places() {
        return Nav.values();
    }

    String asset(String file) {
        return assets.path(file);
    }
}
