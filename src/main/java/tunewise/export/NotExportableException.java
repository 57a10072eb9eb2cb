package tunewise.export;

/** A recommendation cannot be taken away in a format; the message says why, and what may help. */
public final class NotExportableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotExportableException(String message) {
        super(message);
    }
}
