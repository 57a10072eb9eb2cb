package tunewise.ledger.entry;

/** Names of the ledger's files in a data folder. */
public final class DataFiles {
    /** The entries, where they lie in a file. */
    public static final String STORE = "tunewise.db";

    /** The id of this instance, where the entries lie on a server. */
    static final String INSTANCE = "instance";

    private DataFiles() {}
}
