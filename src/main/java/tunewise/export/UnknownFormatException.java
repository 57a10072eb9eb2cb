package tunewise.export;

/** There is no such format; the message names those there are. */
public final class UnknownFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownFormatException(String message) {
        super(message);
    }
}
