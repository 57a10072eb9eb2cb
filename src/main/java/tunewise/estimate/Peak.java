package tunewise.estimate;

import tunewise.estimate.MemoryEstimate.Moment;

/** The worst moment so far, in bytes beyond what is always there. */
final class Peak {
    private Moment moment = Moment.STEP;
    private double activations;
    private double logits;
    private double workspace;
    private double gradients;

    void offer(Moment candidate, double itsActivations, double itsLogits, double itsWorkspace, double itsGradients) {
        if (itsActivations + itsLogits + itsWorkspace + itsGradients >= bytes()) {
            moment = candidate;
            activations = itsActivations;
            logits = itsLogits;
            workspace = itsWorkspace;
            gradients = itsGradients;
        }
    }

    double bytes() {
        return activations + logits + workspace + gradients;
    }

    Moment moment() {
        return moment;
    }

    double activations() {
        return activations;
    }

    double logits() {
        return logits;
    }

    double workspace() {
        return workspace;
    }

    double gradients() {
        return gradients;
    }
}
