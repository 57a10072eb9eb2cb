package tunewise.plan;

import tunewise.question.Commitment;
import tunewise.text.Choice;
import tunewise.training.Sharding;

/** What a set-up asks of the person beyond starting one GPU. */
public enum Trouble implements Choice {
    /** Several GPUs, each with the whole model. */
    COPIES,
    /** More GPUs of one kind in one machine than are easily had, and more that can fail. */
    MORE_THAN_TWO,
    /** Several GPUs, each with a part of the model. */
    DIVIDED,
    /** An ARM processor, for which few packages are ready-made. */
    ARM_HOST,
    /** A part of the model or of the activations waits in the host's memory. */
    OFFLOAD,
    SEVERAL_MACHINES,
    /** A machine that may be taken away. */
    SPOT;

    @Override
    public String id() {
        return Choice.idOf(name());
    }

    boolean of(Quote quote) {
        Plan plan = quote.plan();
        return switch (this) {
            case COPIES -> plan.sharding() == Sharding.DDP;
            case MORE_THAN_TWO -> plan.gpuCount() > 2;
            case DIVIDED -> plan.sharding().dividesWeights();
            case ARM_HOST -> plan.gpu().host().equals("arm64");
            case OFFLOAD -> plan.levers().hostGib() > 0;
            case SEVERAL_MACHINES -> plan.nodes() > 1;
            case SPOT -> quote.offer().commitment() == Commitment.SPOT;
        };
    }
}
