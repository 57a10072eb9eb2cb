package tunewise.plan;

import java.util.Locale;
import java.util.function.Predicate;
import tunewise.question.Commitment;
import tunewise.text.Choice;
import tunewise.training.Sharding;

/** What a set-up asks of the person beyond starting one GPU. */
public enum Trouble implements Choice {
    /** Several GPUs, each with the whole model. */
    COPIES(quote -> quote.plan().sharding() == Sharding.DDP),
    /** Several GPUs, each with a part of the model. */
    DIVIDED(quote -> quote.plan().sharding().dividesWeights()),
    /** An ARM processor, for which few packages are ready-made. */
    ARM_HOST(quote -> quote.plan().gpu().host().equals("arm64")),
    /** A part of the model or of the activations waits in the host's memory. */
    OFFLOAD(quote -> quote.plan().levers().hostGib() > 0),
    SEVERAL_MACHINES(quote -> quote.plan().nodes() > 1),
    /** A machine that may be taken away. */
    SPOT(quote -> quote.offer().commitment() == Commitment.SPOT);

    private final Predicate<Quote> of;

    Trouble(Predicate<Quote> of) {
        this.of = of;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean of(Quote quote) {
        return of.test(quote);
    }
}
