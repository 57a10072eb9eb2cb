package tunewise.workshop;

/** What was asked for is not done, and nothing was changed; the message says why and what may help. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
