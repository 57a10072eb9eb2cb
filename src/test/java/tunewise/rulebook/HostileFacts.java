package tunewise.rulebook;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.ModelAsk;
import tunewise.question.Priority;
import tunewise.question.Question;
import tunewise.question.Reliability;
import tunewise.question.Task;
import tunewise.question.Workload;
import tunewise.training.Objective;

/** What hostile rules are run on: a question without a budget, and every GPU there is. */
final class HostileFacts {
    static final Question QUESTION = new Question(
            new ModelAsk.Sized("x", 7.0),
            1_000_000,
            1,
            2048,
            Task.CHAT,
            null,
            null,
            Priority.BALANCED,
            List.of(),
            List.of(),
            List.of(),
            8,
            Commitment.ON_DEMAND,
            Reliability.NORMAL,
            "trl",
            Workload.NOT_SAID,
            Knowledge.EVIDENCE,
            LocalDate.of(2026, 3, 31),
            null,
            null,
            List.of(),
            null,
            List.of(),
            null,
            null,
            Objective.SFT,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            null);

    private HostileFacts() {}

    static List<Object> all() {
        List<Object> facts = new ArrayList<>(ShippedRules.loaded().catalog().gpus());
        facts.add(QUESTION);
        return facts;
    }
}
