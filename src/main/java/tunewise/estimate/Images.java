package tunewise.estimate;

/**
 * The images among a run's samples.
 *
 * @param perSample images of one sample; 0 for text alone
 * @param tokensEach tokens that one of them becomes in the language model
 * @param towerTrained whether the tower that reads them learns too
 */
public record Images(int perSample, int tokensEach, boolean towerTrained) {
    public static final Images NONE = new Images(0, 0, false);
}
