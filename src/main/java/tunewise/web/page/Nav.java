package tunewise.web.page;

/** The places that every page links to. */
public enum Nav {
    ASK("/", "Ask"),
    ESTIMATE("/estimates", "Estimate"),
    ANSWERS("/recommendations", "Past answers"),
    RULES("/rules", "Rules"),
    PRICES("/prices", "Prices"),
    WORKSHOP("/workshop", "Workshop"),
    LEDGER("/ledger", "Ledger"),
    ACCESS("/access", "Access");

    private final String path;
    private final String label;

    Nav(String path, String label) {
        this.path = path;
        this.label = label;
    }

    String path() {
        return path;
    }

    String label() {
        return label;
    }
}
