package tunewise.workshop.prices;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.text.Choice;

/** A form that prices are listed in. */
public enum PriceForm implements Choice {
    SKYPILOT("SkyPilot catalogue", true),
    GPUHUNT("gpuhunt catalogue", true),
    LAMBDA("Lambda's API", false),
    RUNPOD("RunPod's API", false),
    VAST("Vast.ai's API", false),
    GPUFINDR("GPUFindr", false),
    PRIMEINTELLECT("Prime Intellect tracker", false),
    PAGES("price pages", false),
    OFFERS("offers.csv", false),
    CSV("plain CSV", false);

    private final String title;
    private final boolean needsProvider;

    PriceForm(String title, boolean needsProvider) {
        this.title = title;
        this.needsProvider = needsProvider;
    }

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** Whether a list is of one provider and does not say which. */
    boolean needsProvider() {
        return needsProvider;
    }

    ListReader reader() {
        return switch (this) {
            case SKYPILOT -> new SkyPilotReader();
            case GPUHUNT -> new GpuhuntReader();
            case LAMBDA -> new LambdaReader();
            case RUNPOD -> new RunPodReader();
            case VAST -> new VastReader();
            case GPUFINDR -> new GpuFindrReader();
            case PRIMEINTELLECT -> new PrimeIntellectReader();
            case PAGES -> new PagesReader();
            case OFFERS -> new OffersReader();
            case CSV -> new PlainReader();
        };
    }

    /** The form of a list, by how it begins. */
    static Optional<PriceForm> of(String beginning) {
        String text = beginning.strip();
        return text.startsWith("{") || text.startsWith("[") ? ofJson(text) : ofCsv(text);
    }

    private static Optional<PriceForm> ofJson(String text) {
        return Stream.of(
                        new Mark("\"gpuTypes\"", RUNPOD),
                        new Mark("\"by_config\"", PRIMEINTELLECT),
                        new Mark("\"instance_type\"", LAMBDA),
                        new Mark("\"dph_total\"", VAST),
                        new Mark("\"total_cost_ph\"", GPUFINDR))
                .filter(mark -> text.contains(mark.word))
                .map(Mark::form)
                .findFirst();
    }

    private record Mark(String word, PriceForm form) {}

    private static Optional<PriceForm> ofCsv(String text) {
        Set<String> columns = Arrays.stream(text.lines().findFirst().orElse("").split(",", -1))
                .map(column -> column.replace("\"", "").strip())
                .collect(Collectors.toSet());
        if (columns.contains("AcceleratorName")) {
            return Optional.of(SKYPILOT);
        }
        if (columns.containsAll(List.of("instance_name", "gpu_name"))) {
            return Optional.of(GPUHUNT);
        }
        if (columns.containsAll(List.of("product", "price_per_hour_usd"))) {
            return Optional.of(PAGES);
        }
        if (columns.containsAll(List.of("most_gpus", "valid_from"))) {
            return Optional.of(OFFERS);
        }
        return columns.contains("gpu") && PlainReader.PRICES.stream().anyMatch(columns::contains)
                ? Optional.of(CSV)
                : Optional.empty();
    }
}
