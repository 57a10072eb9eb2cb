package tunewise.advice;

import java.util.HashMap;
import java.util.Map;
import tunewise.catalog.Model;
import tunewise.question.Question;

/** What changed questions come to. Several ways out of one question begin with the same change, which is ranked once. */
final class Tried {
    private final Advisor advisor;
    private final boolean remembers;
    private final Map<Question, Decision> decisions = new HashMap<>();

    Tried(Advisor advisor, boolean remembers) {
        this.advisor = advisor;
        this.remembers = remembers;
    }

    LoadedRelease loaded() {
        return advisor.loaded();
    }

    /** Likewise {@link Advisor#rank}; the model is the one that the question names. */
    Decision rank(Question question, Model model) {
        Decision known = remembers ? decisions.get(question) : null;
        if (known == null) {
            known = advisor.rank(question, model);
            decisions.put(question, known);
        }
        return known;
    }
}
