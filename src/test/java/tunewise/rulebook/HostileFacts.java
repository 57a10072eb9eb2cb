package tunewise.rulebook;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tunewise.fixtures.PlainQuestion;
import tunewise.fixtures.ShippedRules;
import tunewise.question.ModelAsk;
import tunewise.question.Question;

/** What hostile rules are run on: a question without a budget, and every GPU there is. */
final class HostileFacts {
    static final Question QUESTION = PlainQuestion.of(
                    new ModelAsk.Sized("x", 7.0), 1_000_000, LocalDate.of(2026, 3, 31))
            .build();

    private HostileFacts() {}

    static List<Object> all() {
        List<Object> facts = new ArrayList<>(ShippedRules.loaded().catalog().gpus());
        facts.add(QUESTION);
        return facts;
    }
}
