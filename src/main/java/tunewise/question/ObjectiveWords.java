package tunewise.question;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tunewise.training.Objective;

/** What people call objectives that we do not train towards, and what comes nearest to each. */
final class ObjectiveWords {
    private static final Map<String, Objective> NEAREST = Map.ofEntries(
            Map.entry("ppo", Objective.GRPO),
            Map.entry("rlhf", Objective.GRPO),
            Map.entry("rlvr", Objective.GRPO),
            Map.entry("rloo", Objective.GRPO),
            Map.entry("dapo", Objective.GRPO),
            Map.entry("gspo", Objective.GRPO),
            Map.entry("rl", Objective.GRPO),
            Map.entry("simpo", Objective.ORPO),
            Map.entry("cpo", Objective.ORPO),
            Map.entry("ipo", Objective.DPO),
            Map.entry("pretraining", Objective.SFT),
            Map.entry("cpt", Objective.SFT),
            Map.entry("instruct", Objective.SFT),
            Map.entry("rm", Objective.REWARD),
            Map.entry("gkd", Objective.DISTILLATION));

    private ObjectiveWords() {}

    /** The id of the nearest, or none where the word says nothing to us. */
    static List<String> near(String said) {
        return Optional.ofNullable(
                        NEAREST.get(said.strip().toLowerCase(Locale.ROOT).replace("-", "")))
                .map(Objective::id)
                .stream()
                .toList();
    }
}
