package tunewise.estimate;

import tunewise.catalog.Architecture;
import tunewise.catalog.LinearLayer;

/**
 * What follows from the linear layers that a model has beyond the common shape, added up once.
 *
 * @param attention layers with attention, of the common shape or another
 * @param mixers layers that mix tokens without attention, or with another mixer beside it
 * @param mixerOutputs width of what the linear layers of one mixer give out, added up
 * @param mixerWeights of the linear layers of one mixer
 * @param largestMatrix weights of the largest of these layers
 */
record LayerKinds(int attention, int mixers, double mixerOutputs, long mixerWeights, long largestMatrix) {
    static LayerKinds of(Architecture shape) {
        int attending = 0;
        int mixers = 0;
        double outputs = 0;
        long weights = 0;
        long largest = 0;
        for (LinearLayer layer : shape.further()) {
            if (layer.part() == LinearLayer.Part.ATTENTION && layer.name().equals("o_proj")) {
                attending += layer.layers();
            }
            if (mixes(layer)) {
                mixers = Math.max(mixers, layer.layers());
                outputs += (double) layer.outputs() * layer.layers();
                weights += layer.weights();
            }
            largest = Math.max(largest, layer.inputs() * layer.outputs());
        }
        return new LayerKinds(
                Math.min(shape.layers(), shape.fullAttentionLayers() + attending),
                mixers,
                outputs / Math.max(1, mixers),
                weights / Math.max(1, mixers),
                largest);
    }

    private static boolean mixes(LinearLayer layer) {
        return layer.part() == LinearLayer.Part.MIXER || layer.part() == LinearLayer.Part.MIXER_OUTPUT;
    }
}
