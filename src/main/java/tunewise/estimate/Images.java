package tunewise.estimate;

import org.jspecify.annotations.Nullable;

/**
 * The images among a run's samples.
 *
 * @param perSample images of one sample; 0 for text alone
 * @param tokensEach tokens that one of them becomes in the language model
 * @param towerTrained whether the tower that reads them learns too
 */
public record Images(int perSample, int tokensEach, boolean towerTrained) {
    public static final Images NONE = new Images(0, 0, false);

    /** Those that were told; none where either figure is null. */
    public static Images of(@Nullable Integer perSample, @Nullable Integer tokensEach, boolean towerTrained) {
        return perSample == null || tokensEach == null ? NONE : new Images(perSample, tokensEach, towerTrained);
    }

    /** The same, with a tower that learns or stays as it is. */
    public Images with(boolean trained) {
        return new Images(perSample, tokensEach, trained);
    }
}
