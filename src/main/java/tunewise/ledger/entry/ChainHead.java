package tunewise.ledger.entry;

/**
 * One of the chains of a ledger: each instance that shares a database writes its own.
 *
 * @param own whether it is written here
 * @param entries how many there are
 * @param headHash hash of the newest; 64 zeros when there is none
 */
public record ChainHead(String id, boolean own, long entries, String headHash) {
    /** The chain of a ledger that nobody shares. */
    public static final String ONLY = "local";
}
