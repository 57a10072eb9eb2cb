package tunewise.web.ask;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tunewise.advice.EstimateAnswer;
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
 * @param needs what each method takes, whatever the card
 */
record FitMatrix(String release, int length, List<Need> needs, List<Row> rows) {
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

    /** What a method takes of one card for each size, as in "21.4 GiB". */
    record Need(String method, String base, List<String> memory) {}

    /** A card with what fits on it. */
    record Row(String gpu, String memory, List<Cell> cells) {}

    /**
     * What fits of one size.
     *
     * @param size as in "8B"
     * @param kind the most demanding method that fits, as the name of a class; "none" for nothing
     * @param words the same in words
     * @param memory upper end of what it takes; empty for nothing
     * @param address of its estimate; empty where nothing fits
     */
    record Cell(String size, String kind, String words, String memory, String address) {}

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
        List<Need> needs = List.of(
                need(estimates, Method.QLORA, "4-bit base", length),
                need(estimates, Method.LORA, "16-bit base", length),
                need(estimates, Method.FULL, "all weights", length));
        return new FitMatrix(loaded.release(), length, needs, rows);
    }

    /** What can be chosen as the length of a sample. */
    List<FormFields.Option> lengths() {
        return LENGTHS.stream()
                .map(each -> new FormFields.Option(each.toString(), String.format(Locale.US, "%,d tokens", each), null))
                .toList();
    }

    private static Need need(Estimates estimates, Method method, String base, int length) {
        List<String> memory = SIZES.stream()
                .map(size -> estimate(estimates, fields(size, method, length))
                        .map(answer -> DisplayText.gib(answer.memory().highGib()))
                        .orElse(""))
                .toList();
        return new Need(name(method), base, memory);
    }

    private static String name(Method method) {
        return method == Method.FULL ? "Full" : method.label();
    }

    private static Cell cell(Estimates estimates, Gpu gpu, Size size, int length) {
        // Who needs more memory is tried first; what needs less fits where it does.
        for (Method method : List.of(Method.FULL, Method.LORA, Method.QLORA)) {
            Map<String, List<String>> fields = fields(size, method, length);
            fields.put("gpu", List.of(gpu.id()));
            Optional<EstimateAnswer> answer =
                    estimate(estimates, fields).filter(known -> Boolean.TRUE.equals(known.fits()));
            if (answer.isPresent()) {
                return new Cell(
                        size.label(),
                        method.id(),
                        name(method),
                        DisplayText.gib(answer.get().memory().highGib()),
                        QuestionForm.address("/estimates", fields));
            }
        }
        return new Cell(size.label(), "none", "nothing", "", "");
    }

    /** Empty for a card that trains nothing in this way. */
    private static Optional<EstimateAnswer> estimate(Estimates estimates, Map<String, List<String>> fields) {
        try {
            return Optional.of(estimates.answerForm(QuestionForm.forReader(fields)));
        } catch (QuestionFaultsException e) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> fields(Size size, Method method, int length) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("model", List.of(size.model()));
        fields.put("method", List.of(method.id()));
        fields.put("microBatch", List.of("1"));
        fields.put("sequenceLength", List.of(Integer.toString(length)));
        fields.put("gradientCheckpointing", List.of("yes"));
        return fields;
    }
}
