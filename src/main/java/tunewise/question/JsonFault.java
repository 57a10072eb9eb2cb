package tunewise.question;

/** A text that is not the JSON it should be; the message says where and why, in words for the person. */
final class JsonFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonFault(String message) {
        super(message);
    }

    JsonFault(int line, int column, String message) {
        this("line " + line + ", column " + column + ": " + message);
    }

    String summary() {
        return String.valueOf(getMessage());
    }
}
