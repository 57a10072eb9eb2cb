package tunewise.web.workshop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.access.Submissions.Consenting;
import tunewise.access.Submissions.Submission;
import tunewise.wording.DisplayText;
import tunewise.workshop.FourEyes;

/**
 * Who has to approve a draft, and who did.
 *
 * @param asked whether anybody has to prove who they are, so that there is somebody to ask
 * @param needed how many others
 * @param submission what was submitted of it; null for nothing
 * @param current whether that is what the draft still says
 * @param mayDecide whether the visitor may say yes or no
 * @param emergency whether the visitor may publish without
 */
record ConsentView(
        boolean asked,
        int needed,
        @Nullable Submission submission,
        boolean current,
        boolean mayDecide,
        boolean emergency) {
    static final ConsentView NOBODY = new ConsentView(false, 0, null, false, false, false);

    /** What the policy asks for, in a sentence. */
    String policy() {
        return needed == 0
                ? "What this changes needs nobody's approval."
                : "What this changes needs " + FourEyes.approvals(needed) + " of others.";
    }

    List<Consenting> approvals() {
        return submission == null || !current || submission.sentBack() != null ? List.of() : submission.approvals();
    }

    boolean waits() {
        return submission != null && current && submission.sentBack() == null;
    }

    boolean tooFew() {
        return approvals().size() < needed;
    }

    static String at(Consenting said) {
        return DisplayText.minute(said.at());
    }

    String submittedAt() {
        return submission == null ? "" : DisplayText.minute(submission.at());
    }
}
