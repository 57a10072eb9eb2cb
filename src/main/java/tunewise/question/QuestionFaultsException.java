package tunewise.question;

import java.util.List;
import java.util.stream.Collectors;

/** Everything wrong with a question, all at once. */
public final class QuestionFaultsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<FieldFault> faults;
    private final boolean malformed;

    /** malformed: it could not be read as a question at all (HTTP 400), rather than read and found wrong (422). */
    public QuestionFaultsException(List<FieldFault> faults, boolean malformed) {
        super(faults.stream()
                .map(fault -> fault.field().isEmpty() ? fault.message() : fault.field() + ": " + fault.message())
                .collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
        this.malformed = malformed;
    }

    public List<FieldFault> faults() {
        return faults;
    }

    public boolean malformed() {
        return malformed;
    }
}
