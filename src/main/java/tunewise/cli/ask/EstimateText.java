package tunewise.cli.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate.Likelihood;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.EstimateAnswer.Memory;
import tunewise.advice.EstimateAnswer.Part;
import tunewise.catalog.Catalog;
import tunewise.cli.terminal.TextPage;
import tunewise.estimate.Fit;
import tunewise.estimate.Range;
import tunewise.question.EstimateRequest;
import tunewise.text.Choice;
import tunewise.training.Objective;
import tunewise.training.Quantization;
import tunewise.wording.ChoiceText;
import tunewise.wording.FitWords;

/** An estimate as a person reads it in a terminal. */
final class EstimateText {
    private static final int FORMULA_INDENT = 26;
    private static final String GIB = "%,.2f";

    private final EstimateAnswer answer;
    private final Catalog catalog;
    private final TextPage page = new TextPage();

    EstimateText(EstimateAnswer answer, Catalog catalog) {
        this.answer = answer;
        this.catalog = catalog;
    }

    String text() {
        EstimateRequest request = answer.request();
        page.wrapped(
                "",
                0,
                "%s%s of %s%s takes %.1f GiB%s%s."
                        .formatted(
                                request.method().label(),
                                request.rank() == null ? "" : " at rank " + request.rank(),
                                answer.model().name(),
                                answer.gpuName() == null ? "" : " on " + request.gpuCount() + "x " + answer.gpuName(),
                                answer.memory().totalGib(),
                                request.gpuCount() > 1 ? " a GPU" : "",
                                verdict()));
        page.blank();
        configuration(request);
        figures();
        page.heading("Memory by part, in GiB");
        for (Part part : answer.parts()) {
            page.wrapped(
                    String.format(Locale.ROOT, "  %-14s%8.2f", part.part(), part.gib()),
                    FORMULA_INDENT,
                    part.formula());
        }
        page.measured(answer.measured(), catalog);
        return page.text();
    }

    private String verdict() {
        Memory memory = answer.memory();
        Double usable = memory.usableGib();
        if (usable == null) {
            return "";
        }
        if (Boolean.TRUE.equals(answer.fits())) {
            return String.format(Locale.ROOT, " and fits, with at least %.1f GiB to spare", usable - memory.highGib());
        }
        double missing = memory.totalGib() - usable;
        Likelihood fit = Objects.requireNonNull(answer.fit());
        if (fit.verdict() == Fit.LIKELY) {
            return String.format(
                    Locale.ROOT,
                    " and likely fits (%s such runs do), but may lack up to %.1f GiB",
                    FitWords.share(fit),
                    memory.highGib() - usable);
        }
        return missing > 0
                ? String.format(Locale.ROOT, " and does not fit: it lacks %.1f GiB", missing)
                : String.format(Locale.ROOT, " and may not fit: it may lack up to %.1f GiB", memory.highGib() - usable);
    }

    private void configuration(EstimateRequest request) {
        page.row(
                "Model",
                "%s, %s parameters (%s)"
                        .formatted(
                                answer.model().name(),
                                TextPage.billions(answer.model().parameters()),
                                answer.model().id()));
        if (answer.model().notes() != null) {
            page.row("Read from it", answer.model().notes());
        }
        List<String> training = new ArrayList<>();
        training.add(String.format(
                Locale.ROOT, "micro batch %,d of %,d tokens", request.microBatch(), request.sequenceLength()));
        if (request.quantization() != null && request.quantization() != Quantization.NONE) {
            training.add(request.quantization().id().toUpperCase(Locale.ROOT) + " base");
        }
        if (request.targets() != null) {
            training.add("adapters on " + request.targets().text());
        }
        training.add(id(request.precision()));
        training.add(id(request.optimizer()));
        training.add(id(request.loss()) + " loss");
        named(training, request.gradientCheckpointing(), "gradient checkpointing");
        training.add(ChoiceText.attention(Objects.requireNonNull(request.attention())) + " attention");
        named(
                training,
                request.objective() != Objective.SFT,
                request.objective().label());
        named(training, request.precomputedReference(), "reference precomputed");
        named(training, request.kbitFp32(), "32-bit norms and embeddings");
        named(training, !request.packing(), "padded samples");
        named(training, request.compile(), "torch.compile");
        named(training, request.trainEmbeddings(), "embedding and head trained");
        named(training, request.shardQuantized(), "a quantised base that can be divided");
        named(training, request.optimizerInBackward(), "optimizer in the backward pass");
        named(training, request.offloadParameters(), "parameters offloaded");
        named(training, request.offloadActivations(), "activations offloaded");
        if (request.gpuCount() > 1) {
            training.add(
                    request.gpuCount() + " GPUs by " + id(request.sharding()).toUpperCase(Locale.ROOT));
        }
        training.add("stack " + request.stack());
        page.row("Training", String.join(", ", training));
    }

    private void figures() {
        Memory memory = answer.memory();
        page.row("Allocated", gib(answer.allocatedGib()) + ", what torch.cuda.max_memory_allocated shows");
        page.row("Reserved", gib(answer.reservedGib()) + ", what torch holds of the card");
        page.row(
                "Total",
                gib(new Range(memory.lowGib(), memory.totalGib(), memory.highGib()))
                        + ", what the card must hold; highest when " + answer.peak());
        if (memory.usableGib() != null) {
            page.row(
                    "Fits",
                    String.format(
                            Locale.ROOT,
                            "%s: %.2f GiB at most, %.2f usable on %s",
                            FitWords.of(Objects.requireNonNull(answer.fit())).replace(": ", ", "),
                            memory.highGib(),
                            memory.usableGib(),
                            answer.gpuName()));
        }
        Range speed = answer.tokensPerSecondPerGpu();
        if (speed != null) {
            String together = answer.request().gpuCount() == 1
                    ? ""
                    : ", all together "
                            + TextPage.between(Objects.requireNonNull(answer.tokensPerSecond()), "%,.0f", "");
            page.row("Speed", TextPage.between(speed, "%,.0f", "") + " tokens/s a GPU" + together);
        }
    }

    private static void named(List<String> words, @Nullable Boolean on, String name) {
        if (Boolean.TRUE.equals(on)) {
            words.add(name);
        }
    }

    private static String id(@Nullable Choice choice) {
        return choice == null ? "" : choice.id();
    }

    private static String gib(Range range) {
        return TextPage.between(range, GIB, "") + " GiB";
    }
}
