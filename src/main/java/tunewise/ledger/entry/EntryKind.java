package tunewise.ledger.entry;

/** What an entry of the ledger is about, as its {@code kind} says. */
public final class EntryKind {
    public static final String RECOMMENDATION = "recommendation";
    public static final String PUBLICATION = "publication";
    public static final String REVIEW = "review";
    public static final String REPORT = "report";
    public static final String ERASURE = "erasure";
    public static final String RESTORATION = "restoration";
    public static final String ACT = "act";

    private EntryKind() {}
}
