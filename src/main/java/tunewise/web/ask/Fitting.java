package tunewise.web.ask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Estimates;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.question.QuestionFaultsException;
import tunewise.web.page.QuestionForm;
import tunewise.wording.DisplayText;

/** How large batch and samples of an estimate may grow before its GPU is full, and what would fit where it is. */
final class Fitting {
    private static final int LARGEST_BATCH = 256;
    private static final int LENGTH_STEP = 256;
    private static final int LONGEST = 131_072;

    private final Estimates estimates;
    private final Catalog catalog;
    private final Map<String, List<String>> fields;
    private final EstimateAnswer answer;

    /** fields are those that answer is the estimate of. */
    Fitting(Estimates estimates, Catalog catalog, Map<String, List<String>> fields, EstimateAnswer answer) {
        this.estimates = estimates;
        this.catalog = catalog;
        this.fields = fields;
        this.answer = answer;
    }

    /** Something to do instead, with the address of its estimate. */
    record Instead(String says, String address) {}

    /** As in "6 samples of 2,048 tokens"; null where no GPU was named or not even one sample fits. */
    @Nullable
    String largestBatch() {
        int most = largest(LARGEST_BATCH, batch -> fits("microBatch", batch));
        return most == 0
                ? null
                : String.format(
                        Locale.US,
                        "%s%,d %s of %,d tokens",
                        most == LARGEST_BATCH ? "at least " : "",
                        most,
                        most == 1 ? "sample" : "samples",
                        length());
    }

    /** As in "7,168 tokens, 2 samples at once"; null likewise. */
    @Nullable
    String longestSample() {
        int most = largest(LONGEST / LENGTH_STEP, steps -> fits("sequenceLength", steps * LENGTH_STEP));
        return most == 0
                ? null
                : String.format(
                        Locale.US,
                        "%s%,d tokens, %,d at once",
                        most == LONGEST / LENGTH_STEP ? "at least " : "",
                        most * LENGTH_STEP,
                        Objects.requireNonNull(answer.request().microBatch()));
    }

    /** What would fit, the smallest change first; nothing where it fits already or no GPU was named. */
    List<Instead> instead() {
        List<Instead> instead = new ArrayList<>();
        if (!Boolean.FALSE.equals(answer.fits())) {
            return instead;
        }
        add(instead, "One sample at once", Map.of("microBatch", "1"));
        add(instead, "Gradient checkpointing", Map.of("gradientCheckpointing", "yes"));
        add(instead, "Both", Map.of("microBatch", "1", "gradientCheckpointing", "yes"));
        add(instead, "QLoRA", Map.of("method", "qlora", "microBatch", "1", "gradientCheckpointing", "yes"));
        catalog.gpus().stream()
                .filter(gpu ->
                        catalog.offers().stream().anyMatch(offer -> offer.gpu().equals(gpu.id())))
                .sorted(Comparator.comparingDouble(Gpu::usableGib).thenComparing(Gpu::id))
                .filter(gpu -> fits(Map.of("gpu", gpu.id())))
                .findFirst()
                .ifPresent(gpu -> add(
                        instead, DisplayText.cards(answer.request().gpuCount(), gpu.name()), Map.of("gpu", gpu.id())));
        return instead;
    }

    private void add(List<Instead> instead, String says, Map<String, String> changes) {
        if (fits(changes)) {
            instead.add(new Instead(says, QuestionForm.address("/estimates", with(changes))));
        }
    }

    private int length() {
        return Objects.requireNonNull(answer.request().sequenceLength());
    }

    private boolean fits(String field, int value) {
        return fits(Map.of(field, Integer.toString(value)));
    }

    private boolean fits(Map<String, String> changes) {
        try {
            return Boolean.TRUE.equals(
                    estimates.answerForm(QuestionForm.forReader(with(changes))).fits());
        } catch (QuestionFaultsException e) {
            // Nothing that may be asked, so nothing that fits.
            return false;
        }
    }

    private Map<String, List<String>> with(Map<String, String> changes) {
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        changes.forEach((field, value) -> changed.put(field, List.of(value)));
        if (changes.containsKey("method")) {
            changed.remove("quantization");
        }
        return changed;
    }

    /** The largest number up to most that fits, where all smaller ones do; 0 for none. */
    static int largest(int most, IntPredicate fits) {
        if (!fits.test(1)) {
            return 0;
        }
        int low = 1;
        int high = most + 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (fits.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
