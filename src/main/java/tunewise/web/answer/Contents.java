package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;

/** A section of an answer's page, and its entry in the list of contents. */
record Contents(String id, String title) {
    /** The sections that a page has, in its order. */
    static List<Contents> of(AnswerView view) {
        List<Contents> all = new ArrayList<>();
        SetupView setup = view.setup();
        if (setup != null) {
            all.add(new Contents("set-up", "Set-up"));
            all.add(new Contents("memory", "Memory"));
        }
        if (!view.otherWarnings().isEmpty()) {
            all.add(new Contents("know", "Good to know"));
        }
        if (view.takeAway() != null) {
            all.add(new Contents("take", "Files"));
        }
        if (view.chart() != null) {
            all.add(new Contents("set-ups", "All set-ups"));
        }
        if (view.managed() != null) {
            all.add(new Contents("managed", "Managed"));
        }
        if (view.guide() != null) {
            all.add(new Contents("guide", "Guide"));
        }
        if (!view.measured().isEmpty()) {
            all.add(new Contents("measured", "Measured"));
        }
        if (!view.fired().why().isEmpty()) {
            all.add(new Contents("why", "Rules"));
        }
        if (!view.fired().excluded().isEmpty()) {
            all.add(new Contents("why-not", "Excluded"));
        }
        all.add(new Contents("what-if", "What if"));
        all.add(new Contents("question", "Question"));
        if (view.record() != null) {
            all.add(new Contents("record", "Record"));
        }
        return all;
    }
}
