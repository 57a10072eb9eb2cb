package tunewise.web;

/** The places that every page links to. */
enum Nav {
    ASK("/", "Ask"),
    ANSWERS("/recommendations", "Past answers"),
    RULES("/rules", "Rules"),
    LEDGER("/ledger", "Ledger");

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
