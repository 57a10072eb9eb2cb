package tunewise.plan;

import tunewise.catalog.Architecture;
import tunewise.catalog.Model;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * The model that is asked about, as rules see it.
 *
 * @param parametersB billions (10^9) of parameters, every expert counted
 * @param activeB billions of parameters a token passes through
 * @param experts of a layer; 0 without any, and when only the size is known
 * @param layers 0 when only the size is known
 * @param hiddenSize 0 when only the size is known
 * @param learnedPositions places in a sample that it has learned, beyond which it cannot read; 0 for those that compute them
 * @param gated "yes", "no" or "unknown"
 * @param adapterWeightsPerRank weights that adapters on all linear layers have for each rank
 * @param encoder whether it reads a text at once and writes none, as BERT; false when only the size is known
 * @param askedAs the name it was asked for by, where that is a variant's and not its own; else empty
 */
public record TargetModel(
        String id,
        String name,
        String family,
        double parametersB,
        double activeB,
        boolean mixtureOfExperts,
        int experts,
        int layers,
        int hiddenSize,
        int contextLength,
        int learnedPositions,
        String licence,
        String gated,
        double adapterWeightsPerRank,
        boolean encoder,
        String askedAs)
        implements Described {

    public static TargetModel of(Model model, double adapterWeightsPerRank, String askedAs) {
        return new TargetModel(
                model.id(),
                model.name(),
                model.family(),
                model.parametersB(),
                model.activeParameters() / 1e9,
                model.mixtureOfExperts(),
                model.architecture().map(Architecture::experts).orElse(0),
                model.architecture().map(shape -> shape.layers()).orElse(0),
                model.architecture().map(shape -> shape.hiddenSize()).orElse(0),
                model.contextLength(),
                model.architecture()
                        .filter(shape -> shape.learnedPositions() > 0)
                        .map(shape -> Math.min(shape.learnedPositions(), model.contextLength()))
                        .orElse(0),
                model.licence(),
                model.gated(),
                adapterWeightsPerRank,
                model.architecture().map(Architecture::encoder).orElse(false),
                askedAs);
    }

    /** Weights in GB (10^9 bytes) at a number of bytes a parameter. */
    public double weightsGb(double bytesPerParameter) {
        return parametersB * bytesPerParameter;
    }

    /** MB (10^6 bytes) of adapters on the attention alone, by a formula that earlier releases tell of. */
    public double adapterMb(int rank) {
        return 4.0 * 2 * rank * hiddenSize * layers * 2 / 1e6;
    }

    /** Millions (10^6) of weights that adapters of a rank on all linear layers hold. */
    public double adapterMillions(int rank) {
        return adapterWeightsPerRank * rank / 1e6;
    }

    @Override
    public String summary() {
        return name + ", " + Figures.plain(parametersB, 2) + "B parameters";
    }
}
