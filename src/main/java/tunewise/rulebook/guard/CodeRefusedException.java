package tunewise.rulebook.guard;

/** Compiled code that rules have no use for; the message ends a sentence that begins with what it names. */
final class CodeRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String named;

    /** named is what a reader of the rule can look for in it, such as {@code System}; may be empty. */
    CodeRefusedException(String named, String message) {
        super(message);
        this.named = named;
    }

    String named() {
        return named;
    }
}
