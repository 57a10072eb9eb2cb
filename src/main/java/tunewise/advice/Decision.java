package tunewise.advice;

import java.util.List;
import java.util.Optional;
import tunewise.plan.Finding;
import tunewise.plan.Quote;
import tunewise.rulebook.Firing;

/**
 * What rules and ranking made of a question.
 *
 * @param ranked quotes that nothing excludes, best first
 * @param firings every rule that fired, in the order of the phases
 * @param managed providers that train for you, which nothing ranks
 */
record Decision(List<Quote> ranked, List<Firing> firings, List<Recommendation.Managed> managed) {
    Decision {
        managed = List.copyOf(managed);
        ranked = List.copyOf(ranked);
        firings = List.copyOf(firings);
    }

    Optional<Quote> chosen() {
        return ranked.stream().findFirst();
    }

    <F extends Finding> List<F> findings(Class<F> kind) {
        return firings.stream()
                .map(Firing::finding)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
