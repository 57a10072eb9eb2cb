package tunewise.web.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import tunewise.question.FieldFault;

/** What went wrong, as RFC 9457 has it; errors are the faults of single fields, all of them at once. */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldFault> errors) {

    public static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, List.of());
    }

    public static Problem of(int status, String title, String detail, List<FieldFault> errors) {
        return new Problem("about:blank", title, status, detail, errors);
    }
}
