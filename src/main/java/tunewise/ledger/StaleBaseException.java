package tunewise.ledger;

/** Somebody else published meanwhile; nothing was overwritten. */
public final class StaleBaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StaleBaseException(String message) {
        super(message);
    }
}
