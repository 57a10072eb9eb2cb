package tunewise.cli.ask;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The question's fields as options; what is not given stays out, so that the reader's defaults hold. */
final class AdviseOptions extends ModelOptions {
    @Option(names = "--tokens", paramLabel = "N", description = "training tokens of one epoch, as 20M or 20000000")
    private @Nullable String tokens;

    @Option(names = "--epochs", paramLabel = "N", description = "default: 1")
    private @Nullable String epochs;

    @Option(names = "--sequence-length", paramLabel = "N", description = "tokens of one sample (default: 2048)")
    private @Nullable String sequenceLength;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "chat (default), classification, maths, code or knowledge")
    private @Nullable String task;

    @Option(names = "--budget", paramLabel = "USD", description = "dollars of one run at most")
    private @Nullable String budgetUsd;

    @Option(names = "--deadline", paramLabel = "HOURS", description = "hours of the whole job at most")
    private @Nullable String deadlineHours;

    @Option(names = "--priority", paramLabel = "WHAT", description = "balanced (default), cost, speed or quality")
    private @Nullable String priority;

    @Option(names = "--methods", paramLabel = "LIST", description = "full, lora, qlora (default: any)")
    private @Nullable String methods;

    @Option(names = "--gpus", paramLabel = "LIST", description = "as rtx-4090,l40s (default: any)")
    private @Nullable String gpus;

    @Option(names = "--providers", paramLabel = "LIST", description = "as runpod,lambda (default: any)")
    private @Nullable String providers;

    @Option(names = "--max-gpus", paramLabel = "N", description = "default: 8")
    private @Nullable String maxGpus;

    @Option(names = "--commitment", paramLabel = "HOW", description = "on-demand (default), reserved, spot or any")
    private @Nullable String commitment;

    @Option(names = "--reliability", paramLabel = "HOW", description = "normal (default) or high")
    private @Nullable String reliability;

    @Option(names = "--stack", paramLabel = "STACK", description = "training stack (default: trl)")
    private @Nullable String stack;

    @Option(names = "--inference-calls", paramLabel = "N", description = "how often the model will be called in all")
    private @Nullable String inferenceCalls;

    @Option(names = "--production", description = "the model serves a product")
    private boolean production;

    @Option(names = "--variants", paramLabel = "N", description = "fine-tuned variants to train (default: 1)")
    private @Nullable String variants;

    @Option(names = "--runs-per-year", paramLabel = "N", description = "how often this is repeated (default: 1)")
    private @Nullable String runsPerYear;

    @Option(names = "--knowledge", paramLabel = "LENS", description = "evidence or guide")
    private @Nullable String knowledge;

    @Option(names = "--as-of", paramLabel = "DAY", description = "the day whose prices hold (default: today)")
    private @Nullable String asOf;

    /** The fields that were given, as a form would send them. */
    @Override
    Map<String, List<String>> form() {
        Map<String, List<String>> form = model();
        put(form, "tokens", tokens);
        put(form, "epochs", epochs);
        put(form, "sequenceLength", sequenceLength);
        put(form, "task", task);
        put(form, "budgetUsd", budgetUsd);
        put(form, "deadlineHours", deadlineHours);
        put(form, "priority", priority);
        put(form, "methods", methods);
        put(form, "gpus", gpus);
        put(form, "providers", providers);
        put(form, "maxGpus", maxGpus);
        put(form, "commitment", commitment);
        put(form, "reliability", reliability);
        put(form, "stack", stack);
        put(form, "workload.inferenceCalls", inferenceCalls);
        put(form, "workload.production", production ? "true" : null);
        put(form, "workload.variants", variants);
        put(form, "workload.runsPerYear", runsPerYear);
        put(form, "knowledge", knowledge);
        put(form, "asOf", asOf);
        return form;
    }
}
