package tunewise.estimate;

import java.util.Comparator;
import java.util.List;
import tunewise.catalog.Architecture;
import tunewise.catalog.ArchitectureBuilder;
import tunewise.catalog.Model;

/** The shape a model of a known size probably has: between those of the catalog's dense gated models around it. */
final class TypicalShape {
    private final List<Model> dense;
    private final int headWidth;

    TypicalShape(List<Model> models, int headWidth) {
        this.headWidth = headWidth;
        dense = models.stream()
                .filter(model -> !model.mixtureOfExperts())
                .filter(model ->
                        model.architecture().filter(Architecture::encoder).isEmpty())
                .filter(model -> model.architecture()
                        .filter(shape -> shape.gatedMlp() && shape.kvLoraRank() == 0 && shape.extraParams() == 0)
                        .isPresent())
                .sorted(Comparator.comparingLong(Model::parameters))
                .toList();
    }

    /** Depth grows with the cube root of the size, as among the models nearest to it; width takes the rest. */
    Architecture of(long parameters) {
        Model near = dense.stream()
                .min(Comparator.comparingDouble(model -> Math.abs(Math.log((double) model.parameters() / parameters))))
                .orElseThrow(() -> new IllegalStateException("models.csv has no dense model with a gated MLP"));
        Architecture like = near.architecture().orElseThrow();
        double scale = Math.cbrt((double) parameters / near.parameters());
        int layers = Math.max(1, (int) Math.round(like.layers() * scale));
        int heads = Math.max(1, (int) Math.round(like.attentionHeads() * like.headDim() * scale / headWidth));
        int kvHeads = like.kvHeads() == like.attentionHeads() ? heads : divisor(heads, like.kvHeads());
        int hidden = heads * headWidth;
        long embedding = (long) like.vocabSize() * hidden * (like.tiedEmbeddings() ? 1 : 2);
        double perLayer = Math.max(0, parameters - embedding) / (double) layers;
        double attention = 2.0 * hidden * (hidden + (double) kvHeads * headWidth);
        int mlp = (int) Math.max(hidden, (perLayer - attention) / (3.0 * hidden));
        return ArchitectureBuilder.builder()
                .layers(layers)
                .fullAttentionLayers(layers)
                .hiddenSize(hidden)
                .intermediateSize(mlp)
                .attentionHeads(heads)
                .kvHeads(kvHeads)
                .headDim(headWidth)
                .vocabSize(like.vocabSize())
                .tiedEmbeddings(like.tiedEmbeddings())
                .gatedMlp(true)
                .attentionBias(Architecture.Bias.NONE)
                .qkNorm(Architecture.QkNorm.NONE)
                .normsPerLayer(2)
                .further(List.of())
                .build();
    }

    private static int divisor(int heads, int wanted) {
        int divisor = Math.min(heads, wanted);
        while (heads % divisor != 0) {
            divisor--;
        }
        return divisor;
    }
}
