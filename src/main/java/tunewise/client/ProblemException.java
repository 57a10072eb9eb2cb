package tunewise.client;

import java.util.List;
import tunewise.question.FieldFault;

/** The service did not do what it was asked for (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<FieldFault> errors;

    ProblemException(int status, String title, String detail, List<FieldFault> errors) {
        super(title + ": " + detail);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    /** The status of the answer; 0 where none could be read. */
    public int status() {
        return status;
    }

    /** What is wrong with single fields, all of it. */
    public List<FieldFault> errors() {
        return errors;
    }
}
