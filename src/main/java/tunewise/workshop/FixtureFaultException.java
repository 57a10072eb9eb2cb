package tunewise.workshop;

/** Something in a fixture or scenario cannot be read; the words are for the analyst. */
final class FixtureFaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String hint;

    FixtureFaultException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
