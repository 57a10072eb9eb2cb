package tunewise.workshop.prices;

/** A price list as a whole cannot be had or read, so nothing of it is taken; the message is for people. */
public final class PriceListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PriceListException(String message) {
        super(message);
    }

    PriceListException(String message, Throwable cause) {
        super(message, cause);
    }
}
