package tunewise.catalog.config;

import java.util.ArrayList;
import java.util.List;
import tunewise.catalog.LinearLayer;
import tunewise.catalog.LinearLayer.Part;

/** What a model has beyond the shape that its layers share: linear layers, and weights that are none. */
final class FurtherLayers {
    private final List<LinearLayer> linear = new ArrayList<>();
    private long others;

    /** A linear layer of some of the model's layers. */
    void linear(Part part, String name, int layers, long inputs, long outputs) {
        if (layers > 0 && inputs > 0 && outputs > 0) {
            linear.add(new LinearLayer(part, name, layers, inputs, outputs));
        }
    }

    /** Weights of norms, biases, convolutions, embeddings and towers. */
    void others(long weights) {
        others += weights;
    }

    List<LinearLayer> linear() {
        return linear;
    }

    long weights() {
        return others + linear.stream().mapToLong(LinearLayer::weights).sum();
    }
}
