package tunewise.cli.terminal;

import org.jspecify.annotations.Nullable;

/** A file or address named on the command line cannot be used; the message says why and what may help. */
public final class UnusableInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnusableInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public UnusableInputException(String message) {
        super(message);
    }
}
