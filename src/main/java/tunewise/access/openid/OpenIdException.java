package tunewise.access.openid;

/** Somebody could not be signed in by their provider; the message says why, to people. */
public final class OpenIdException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OpenIdException(String message) {
        super(message);
    }

    OpenIdException(String message, Exception cause) {
        super(message, cause);
    }
}
