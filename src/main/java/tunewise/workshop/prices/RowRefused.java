package tunewise.workshop.prices;

/** A row is left out; thrown while it is read. */
final class RowRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final LeftOut.Why why;
    private final String hint;

    RowRefused(LeftOut.Why why, String message, String hint) {
        super(message, null, false, false);
        this.why = why;
        this.hint = hint;
    }

    static RowRefused faulty(String message, String hint) {
        return new RowRefused(LeftOut.Why.FAULTY, message, hint);
    }

    LeftOut at(String place) {
        return new LeftOut(place, why, String.valueOf(getMessage()), hint);
    }
}
