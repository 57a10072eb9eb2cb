package tunewise.access;

/** Access is refused, or cannot be given so; the message says why and what to do. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AccessException(String message) {
        super(message);
    }
}
