package tunewise.ledger.entry;

/** The ledger could not be written or read, so nothing was answered. The message is for a person. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public LedgerUnavailableException(String message) {
        super(message);
    }
}
