package tunewise.rulebook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tunewise.catalog.BaseQuality;
import tunewise.catalog.Gpu;
import tunewise.catalog.Limit;
import tunewise.catalog.Offer;
import tunewise.catalog.Pick;
import tunewise.catalog.Provider;
import tunewise.catalog.Quality;
import tunewise.catalog.Recipe;
import tunewise.catalog.Scaling;
import tunewise.catalog.Speed;
import tunewise.catalog.TaskQuality;
import tunewise.catalog.TaskRank;
import tunewise.catalog.Technique;
import tunewise.catalog.Threshold;
import tunewise.estimate.SizePosition;
import tunewise.plan.Chosen;
import tunewise.plan.Finding;
import tunewise.plan.GuideChoice;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.ReservedPrice;
import tunewise.plan.TargetModel;
import tunewise.question.Question;

/** The facts and findings that rules may name. */
public final class Vocabulary {
    /** What rules match, by simple name. */
    public static final Map<String, Class<?>> FACTS = facts();

    private Vocabulary() {}

    private static Map<String, Class<?>> facts() {
        Map<String, Class<?>> facts = new TreeMap<>();
        for (Class<?> fact : List.of(
                Question.class,
                TargetModel.class,
                SizePosition.class,
                Limit.class,
                Threshold.class,
                Speed.class,
                Scaling.class,
                Quality.class,
                Technique.class,
                TaskRank.class,
                TaskQuality.class,
                BaseQuality.class,
                Recipe.class,
                Pick.class,
                Provider.class,
                Gpu.class,
                Offer.class,
                ReservedPrice.class,
                Plan.class,
                Quote.class,
                Chosen.class,
                GuideChoice.class)) {
            facts.put(fact.getSimpleName(), fact);
        }
        for (Class<?> finding : Finding.class.getPermittedSubclasses()) {
            facts.put(finding.getSimpleName(), finding);
        }
        return Map.copyOf(facts);
    }
}
