package tunewise.plan;

import tunewise.text.Figures;
import tunewise.training.Method;

/** What full fine-tuning holds besides the weights by the guide's formula, in GB (10^9 bytes), over all GPUs. */
public record StatesFound(double optimizerGb, double activationsGb, String text) implements Finding {

    /**
     * By the model's size.
     *
     * @param timesWeights what optimizer states and gradient take, as a multiple of the 16-bit weights
     * @param activations7bGb activations of a 7B at micro batch 1 and 2,048 tokens, in GB
     */
    public static StatesFound of(TargetModel model, double timesWeights, double activations7bGb) {
        double weights = model.weightsGb(2);
        double optimizer = timesWeights * weights;
        double activationsGb = activations7bGb * model.parametersB() / 7;
        String text = Figures.plain(weights, 1) + " GB of weights, " + Figures.plain(timesWeights, 0) + " x "
                + Figures.plain(weights, 1) + " = " + Figures.plain(optimizer, 1) + " GB of optimizer states, "
                + Figures.plain(activationsGb, 1) + " GB of activations: "
                + Figures.plain(weights + optimizer + activationsGb, 1) + " GB by the formula.";
        return new StatesFound(optimizer, activationsGb, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().method() == Method.FULL;
    }
}
