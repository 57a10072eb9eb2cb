package tunewise.estimate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tunewise.catalog.LinearLayer;
import tunewise.catalog.LinearLayer.Part;

/**
 * What the step between the projections of a mixer keeps, in bytes a token and layer; fitted to traces of Qwen3.5 4B
 * (Gated DeltaNet), Granite 4 h-micro and Falcon-H1 0.5B (Mamba-2), and LFM2 1.2B (short convolutions).
 */
final class Recurrence {
    /** Of each element that the projections give out: 32-bit copies of keys, values and gates, chunk by chunk. */
    private static final double DELTA_NET = 25.5;

    private static final double CONVOLUTION = 2.25;
    private static final double PROJECTED = 6;

    /** Of each element of Mamba-2's inner width: four products of 256 positions by 256 for heads of 64. */
    private static final double MAMBA_2 = 74;

    /** Of each element of Mamba's inner width and state: its recurrence in 32 bits, with both its factors. */
    private static final double MAMBA = 12;

    private Recurrence() {}

    static double kept(ModelDimensions dimensions) {
        Map<String, LinearLayer> modules = modules(dimensions.shape().further());
        double outputs = dimensions.mixerOutputs();
        LinearLayer input = modules.get("in_proj");
        LinearLayer output = modules.get("out_proj");
        if (input == null || output == null) {
            return (modules.containsKey("output_gate") ? 2 * PROJECTED : DELTA_NET) * outputs;
        }
        LinearLayer selected = modules.get("x_proj");
        LinearLayer steps = modules.get("dt_proj");
        if (selected != null && steps != null) {
            return PROJECTED * outputs + MAMBA * output.inputs() * (selected.outputs() - steps.inputs()) / 2;
        }
        return input.outputs() == 3 * input.inputs()
                ? CONVOLUTION * outputs
                : PROJECTED * outputs + MAMBA_2 * output.inputs();
    }

    private static Map<String, LinearLayer> modules(List<LinearLayer> layers) {
        return layers.stream()
                .filter(layer -> layer.part() == Part.MIXER || layer.part() == Part.MIXER_OUTPUT)
                .collect(Collectors.toMap(LinearLayer::name, layer -> layer, (one, other) -> one));
    }
}
