package tunewise.web.ask;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.advice.Estimates;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.question.QuestionFaultsException;
import tunewise.training.Method;
import tunewise.web.page.FormFields;
import tunewise.web.page.QuestionForm;
import tunewise.wording.DisplayText;

/**
 * Which sizes of model train in which way on one card, with one sample at once and gradient checkpointing.
 *
 * @param release that it was computed by
 * @param length tokens of a sample
 */
record FitMatrix(String release, int length, List<Row> rows) {
    /** Sizes that people train most, each by a model of that size. */
    static final List<Size> SIZES = List.of(
            new Size("1B", "Llama 3.2 1B"),
            new Size("3B", "Llama 3.2 3B"),
            new Size("8B", "Llama 3.1 8B"),
            new Size("14B", "Qwen2.5 14B"),
            new Size("32B", "Qwen2.5 32B"),
            new Size("70B", "Llama 3.1 70B"));

    static final List<Integer> LENGTHS = List.of(512, 2048, 8192, 32768);
    static final int USUAL_LENGTH = 2048;

    /** A size as people say it, and the model that stands for it. */
    record Size(String label, String model) {}

    /** A card with what fits on it. */
    record Row(String gpu, String memory, List<Cell> cells) {}

    /**
     * What fits of one size.
     *
     * @param size as in "8B"
     * @param kind the most demanding method that fits, as the name of a class; "none" for nothing
     * @param words the same in words
     * @param address of its estimate; empty where nothing fits
     */
    record Cell(String size, String kind, String words, String address) {}

    static FitMatrix of(LoadedRelease loaded, Estimates estimates, int length) {
        Set<String> rented = loaded.catalog().offers().stream().map(Offer::gpu).collect(Collectors.toSet());
        List<Row> rows = loaded.catalog().gpus().stream()
                .filter(gpu -> rented.contains(gpu.id()))
                .sorted(Comparator.comparingDouble(Gpu::usableGib).thenComparing(Gpu::name))
                .map(gpu -> new Row(
                        gpu.name(),
                        DisplayText.gib(gpu.usableGib()),
                        SIZES.stream()
                                .map(size -> cell(estimates, gpu, size, length))
                                .toList()))
                .toList();
        return new FitMatrix(loaded.release(), length, rows);
    }

    /** What can be chosen as the length of a sample. */
    List<FormFields.Option> lengths() {
        return LENGTHS.stream()
                .map(each -> new FormFields.Option(each.toString(), String.format(Locale.US, "%,d tokens", each), null))
                .toList();
    }

    private static Cell cell(Estimates estimates, Gpu gpu, Size size, int length) {
        // Who needs more memory is tried first; what needs less fits where it does.
        return Stream.of(Method.FULL, Method.LORA, Method.QLORA)
                .filter(method -> fits(estimates, fields(gpu, size, method, length)))
                .findFirst()
                .map(method -> new Cell(
                        size.label(),
                        method.id(),
                        method == Method.FULL ? "Full" : method.label(),
                        QuestionForm.address("/estimates", fields(gpu, size, method, length))))
                .orElse(new Cell(size.label(), "none", "nothing", ""));
    }

    private static boolean fits(Estimates estimates, Map<String, List<String>> fields) {
        try {
            return Boolean.TRUE.equals(
                    estimates.answerForm(QuestionForm.forReader(fields)).fits());
        } catch (QuestionFaultsException e) {
            // A card that trains nothing in this way.
            return false;
        }
    }

    private static Map<String, List<String>> fields(Gpu gpu, Size size, Method method, int length) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("model", List.of(size.model()));
        fields.put("method", List.of(method.id()));
        fields.put("gpu", List.of(gpu.id()));
        fields.put("microBatch", List.of("1"));
        fields.put("sequenceLength", List.of(Integer.toString(length)));
        fields.put("gradientCheckpointing", List.of("yes"));
        return fields;
    }
}
