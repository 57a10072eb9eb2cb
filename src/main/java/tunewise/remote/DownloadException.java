package tunewise.remote;

/** Something cannot be had; the message says what and why, and who asked for it says what may help. */
public final class DownloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    DownloadException(String message, Reason reason) {
        super(message);
        this.reason = reason;
    }

    /** Why it cannot be had. */
    public enum Reason {
        /** Nobody answered, or not to the end. */
        UNREACHED,
        /** The server has too much to do. */
        BUSY,
        /** It takes a key. */
        NOT_ALLOWED,
        /** There is no such thing. */
        NOT_THERE,
        /** It is longer than it can be. */
        TOO_LONG,
        OTHER
    }

    public Reason reason() {
        return reason;
    }
}
