package tunewise.wording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation.Feasible;
import tunewise.advice.Recommendation.Setup;
import tunewise.estimate.Range;
import tunewise.export.Format;
import tunewise.plan.Fallback;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Priority;
import tunewise.question.Reliability;
import tunewise.question.Rent;
import tunewise.question.Risk;
import tunewise.question.Task;
import tunewise.rulebook.language.Phase;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Quantization;
import tunewise.training.Sharding;
import tunewise.workshop.Differences;
import tunewise.workshop.FolderState;

/** Figures with their units, and names instead of ids. */
public final class DisplayText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.US);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.US).withZone(ZoneOffset.UTC);
    private static final Pattern STARTS_WITH_A_WORD = Pattern.compile("[a-z]+(?:'[a-z]+)?[,;:]?(?: |$)|[a-z]+-[a-z]");
    private static final List<String> SMALL =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private DisplayText() {}

    /** How the rules folder stands to the active release. */
    public static String standing(FolderState.Standing standing) {
        return switch (standing) {
            case UNKNOWN -> "The rules folder has not been looked at yet.";
            case ACTIVE -> "The rules folder is the active release.";
            case BEHIND -> "The rules folder holds an older release; the active one answers.";
            case READY -> "The rules folder differs from the active release, and passes check and test.";
            case FAULTY -> "The rules folder differs from the active release and is faulty, so it answers nobody.";
        };
    }

    public static String kind(Differences.Kind kind) {
        return switch (kind) {
            case ADDED -> "added";
            case REMOVED -> "removed";
            case CHANGED -> "changed";
        };
    }

    public static String dollars(double usd) {
        if (usd > 0 && usd < 0.01) {
            return "under $0.01";
        }
        return String.format(Locale.US, usd < 1000 ? "$%,.2f" : "$%,.0f", usd);
    }

    /** Minutes below an hour, days beside hours beyond two days. */
    public static String hours(double hours) {
        if (hours < 1) {
            long minutes = Math.max(1, Math.round(hours * 60));
            return minutes == 1 ? "1 minute" : minutes + " minutes";
        }
        String plain = String.format(Locale.US, hours < 100 ? "%.1f hours" : "%,.0f hours", hours)
                .replace(".0 hours", " hours")
                .replaceFirst("^1 hours$", "1 hour");
        return hours < 48 ? plain : plain + String.format(Locale.US, " (%,.1f days)", hours / 24);
    }

    /** As in "30 min", "1.5 h" or "20 h", for an axis. */
    public static String shortHours(double hours) {
        return hours < 1
                ? String.format(Locale.US, "%.0f min", hours * 60)
                : String.format(Locale.US, whole(hours) ? "%,.0f h" : "%.1f h", hours);
    }

    /** As in "$0.20", "$1.50" or "$50", for an axis. */
    public static String shortDollars(double usd) {
        return String.format(Locale.US, whole(usd) ? "$%,.0f" : "$%.2f", usd);
    }

    private static boolean whole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-9;
    }

    public static String speed(double tokensPerSecond) {
        return String.format(Locale.US, "%,.0f tokens/s", tokensPerSecond);
    }

    /** Low to high, or null where they read the same. */
    public static @Nullable String between(Range range, DoubleFunction<String> words) {
        String low = words.apply(range.low());
        String high = words.apply(range.high());
        return low.equals(high) ? null : "between " + low + " and " + high;
    }

    public static String gib(double gib) {
        return String.format(Locale.US, "%,.1f GiB", gib);
    }

    /** Shares of 1 as a range of percents. */
    public static String share(double low, double high) {
        return low == high
                ? String.format(Locale.US, "%.0f %%", 100 * low)
                : String.format(Locale.US, "%.0f to %.0f %%", 100 * low, 100 * high);
    }

    /** As in "20 million" or "512". */
    public static String count(long number) {
        if (number >= 1_000_000_000) {
            return scaled(number, 9) + " billion";
        }
        return number >= 1_000_000 ? scaled(number, 6) + " million" : String.format(Locale.US, "%,d", number);
    }

    /** As in "8.03 billion parameters". */
    public static String parameters(long parameters) {
        return parameters >= 1_000_000_000
                ? String.format(Locale.US, "%,.2f billion parameters", parameters / 1e9)
                : String.format(Locale.US, "%,.0f million parameters", parameters / 1e6);
    }

    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    public static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    static String small(int number) {
        return number < SMALL.size() ? SMALL.get(number) : Integer.toString(number);
    }

    /** As in "one epoch" or "two epochs". */
    public static String several(int number, String noun) {
        return small(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** As in "1 × RTX 4090". */
    public static String cards(int count, String gpuName) {
        return count + " × " + gpuName;
    }

    /** As in "one RTX 4090" or "two L40S cards". */
    public static String spokenCards(int count, String gpuName) {
        return small(count) + " " + gpuName + (count == 1 ? "" : " cards");
    }

    public static String method(Method method) {
        return method == Method.FULL ? "Full fine-tuning" : method.label();
    }

    public static String method(Method method, int rank) {
        return method(method) + (rank > 0 ? ", rank " + rank : "");
    }

    /** As in "LoRA, rank 8, on 1 × RTX 4090 at RunPod". */
    public static String setup(Setup setup) {
        return setup(setup.method(), setup.rank(), setup.gpuCount(), setup.gpuName(), setup.providerName());
    }

    public static String setup(Feasible setup) {
        return setup(setup.method(), setup.rank(), setup.gpuCount(), setup.gpuName(), setup.providerName());
    }

    private static String setup(Method method, int rank, int gpuCount, String gpuName, String providerName) {
        return method(method, rank) + (rank > 0 ? ", on " : " on ") + cards(gpuCount, gpuName) + " at " + providerName;
    }

    public static String task(Task task) {
        return switch (task) {
            case CHAT -> "chat and instructions";
            case CLASSIFICATION -> "classification";
            case MATHS -> "maths";
            case CODE -> "code";
            case KNOWLEDGE -> "new knowledge (continued training)";
        };
    }

    public static String objective(Objective objective) {
        return switch (objective) {
            case SFT -> "copy good answers (SFT)";
            case DPO -> "prefer chosen over rejected answers (DPO)";
            case ORPO -> "prefer while copying, without a reference (ORPO)";
            case KTO -> "learn from thumbs up and down (KTO)";
            case REWARD -> "score answers (reward model)";
            case GRPO -> "earn rewards for its own answers (GRPO)";
            case DISTILLATION -> "imitate a larger model (distillation)";
            case EMBEDDING -> "embed texts for search";
            case CLASSIFICATION -> "classify texts";
        };
    }

    public static String attention(Attention attention) {
        return switch (attention) {
            case FLASH_ATTENTION_3 -> "FlashAttention 3";
            case FLASH_ATTENTION_2 -> "FlashAttention 2";
            case SDPA -> "PyTorch's own (SDPA)";
            case EAGER -> "eager, which keeps all scores";
        };
    }

    public static String priority(Priority priority) {
        return switch (priority) {
            case COST -> "lowest cost";
            case BALANCED -> "cost and time in balance";
            case SPEED -> "shortest time";
            case QUALITY -> "best quality";
        };
    }

    public static String commitment(Commitment commitment) {
        return switch (commitment) {
            case ON_DEMAND -> "by the hour";
            case RESERVED -> "reserved for a year";
            case SPOT -> "by the hour, spot machines too";
            case ANY -> "by the hour or for a year";
        };
    }

    public static String reliability(Reliability reliability) {
        return reliability == Reliability.HIGH ? "an interruption would hurt" : "an interruption is bearable";
    }

    public static String knowledge(Knowledge knowledge) {
        return knowledge == Knowledge.GUIDE ? "the guide's figures as written" : "what was measured";
    }

    public static String quantization(Quantization quantization) {
        return switch (quantization) {
            case NONE -> "not quantised";
            case INT8 -> "8-bit (INT8)";
            case NF4 -> "4-bit (NF4)";
            case NF4_DQ -> "4-bit (NF4), its scales quantised too";
        };
    }

    public static String loss(Loss loss) {
        return switch (loss) {
            case FULL -> "whole";
            case CHUNKED -> "chunked";
            case FUSED -> "fused";
        };
    }

    public static String sharding(Sharding sharding) {
        return switch (sharding) {
            case NONE -> "none, it is one GPU";
            case DDP -> "a copy on each GPU (DDP)";
            case ZERO1 -> "a copy on each GPU, optimizer states divided (ZeRO 1)";
            case ZERO2 -> "a copy on each GPU, gradients and optimizer states divided (ZeRO 2)";
            case ZERO3 -> "divided over the GPUs (ZeRO 3)";
            case FSDP -> "divided over the GPUs (FSDP)";
        };
    }

    public static String fallback(Fallback step) {
        return switch (step) {
            case SMALLER_BATCH -> "a smaller micro batch";
            case GRADIENT_CHECKPOINTING -> "gradient checkpointing, which costs time";
            case RANK_4 -> "a lower rank";
            case OPTIMIZER_8BIT -> "8-bit optimizer states";
            case OFFLOADED_ACTIVATIONS -> "activations in the host's memory, which costs some time";
            case ATTENTION_ADAPTERS -> "adapters on the attention alone, which costs some quality";
            case OFFLOADED_PARAMETERS -> "weights in the host's memory, which costs much time";
        };
    }

    /** What an export is for. */
    public static String kind(Format.Kind kind) {
        return switch (kind) {
            case TRAINER -> "To train with";
            case BESIDE -> "Beside it";
            case LAUNCH -> "To start it with";
            case WHOLE -> "All of it";
        };
    }

    /** As every trainer takes it. */
    public static String learningRate(double rate) {
        return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    /** Answers keep the optimizer by its id, and old ones perhaps by one no longer known. */
    public static String optimizer(String id) {
        return Stream.of(Optimizer.values())
                .filter(optimizer -> optimizer.id().equals(id))
                .map(DisplayText::optimizer)
                .findFirst()
                .orElse(id);
    }

    private static String optimizer(Optimizer optimizer) {
        return switch (optimizer) {
            case ADAMW_TORCH_FUSED -> "fused AdamW";
            case ADAMW_TORCH -> "AdamW";
            case ADAMW_8BIT, ADAMW_BNB_8BIT -> "8-bit AdamW";
            case PAGED_ADAMW_8BIT -> "paged 8-bit AdamW";
            case PAGED_ADAMW_32BIT -> "paged AdamW";
            case ADAFACTOR -> "Adafactor";
            case SGD -> "SGD";
        };
    }

    public static String phase(Phase phase) {
        return switch (phase) {
            case GATES -> "Is it worth it at all?";
            case METHODS -> "Which way of training?";
            case SIZING -> "What does it need, how fast is it?";
            case ELIGIBILITY -> "What may be considered?";
            case PREFERENCE -> "Which is preferred?";
            case SETTINGS -> "How is it set up?";
            case CAVEATS -> "What has to be known?";
        };
    }

    /** As in "A, B and C". */
    public static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    public static String risk(Risk risk) {
        return switch (risk) {
            case SAFE -> "only what surely fits";
            case TRY -> "also what likely fits, tested first";
        };
    }

    public static String rent(Rent rent) {
        return switch (rent) {
            case COMPARE -> "compare with renting";
            case NO -> "no, only what I have";
            case ONLY -> "only rent";
        };
    }

    /** First letter in upper case, unless the first word is a name such as bf16 or torch.compile. */
    public static String sentence(String words) {
        return STARTS_WITH_A_WORD.matcher(words).lookingAt()
                ? words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)
                : words;
    }

    private static String scaled(long number, int power) {
        return BigDecimal.valueOf(number, power)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
