package tunewise.export;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimates;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.catalog.Catalog;
import tunewise.catalog.ModelNames;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.question.Question;
import tunewise.training.Attention;
import tunewise.training.Objective;

/**
 * What is trained towards.
 *
 * @param generations answers to each prompt; 0 where none are made up
 * @param completionLength tokens of such an answer at most; 0 likewise
 * @param rolloutShare of the card that the engine takes which makes them up; 0 likewise
 * @param teacher Hugging Face id of the model to imitate; empty without one
 * @param imagesPerSample images in one sample; 0 for text alone
 * @param attention the kernel that was asked for; null for what suits the GPU
 */
public record Aim(
        Objective objective,
        int generations,
        int completionLength,
        double rolloutShare,
        String teacher,
        int imagesPerSample,
        @Nullable Attention attention) {
    public static final Aim SFT = new Aim(Objective.SFT, 0, 0, 0, "", 0, null);

    static Aim of(Recommendation answer, Setup setup, Catalog catalog) {
        Question question = answer.question();
        double rollout = question.objective() == Objective.GRPO
                ? Estimates.shared(catalog, answer, setup.sharding()).gib(Kind.ROLLOUT)
                        / Objects.requireNonNull(answer.estimate()).memory().usableGib()
                : 0;
        return new Aim(
                question.objective(),
                Objects.requireNonNullElse(question.generations(), 0),
                Objects.requireNonNullElse(question.completionLength(), 0),
                Math.ceil(100 * rollout) / 100,
                question.teacher() == null ? "" : teacher(question.teacher(), catalog),
                Objects.requireNonNullElse(question.imagesPerSample(), 0),
                question.attention());
    }

    private static String teacher(String name, Catalog catalog) {
        return ModelNames.of(catalog).find(name) instanceof ModelNames.Found found
                ? found.model().id()
                : name;
    }
}
