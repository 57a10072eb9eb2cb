package tunewise.estimate;

/**
 * Training speed in tokens/s, padding counted as tokens.
 *
 * @param tokensPerSecondPerGpu of one of the GPUs
 * @param tokensPerSecond of all together
 * @param gigaflopPerToken arithmetic a token takes, in 10^9 operations
 * @param generationShare of the time in which answers are made up rather than trained on; 0 where none are
 */
public record SpeedEstimate(
        Range tokensPerSecondPerGpu, Range tokensPerSecond, double gigaflopPerToken, double generationShare) {}
