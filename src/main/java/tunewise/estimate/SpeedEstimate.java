package tunewise.estimate;

/**
 * Training speed in tokens/s, padding counted as tokens.
 *
 * @param tokensPerSecondPerGpu of one of the GPUs
 * @param tokensPerSecond of all together
 * @param gigaflopPerToken arithmetic a token takes, in 10^9 operations
 */
public record SpeedEstimate(Range tokensPerSecondPerGpu, Range tokensPerSecond, double gigaflopPerToken) {}
