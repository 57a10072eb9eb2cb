package tunewise.wording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.MeasuredRun;
import tunewise.catalog.Catalog;
import tunewise.catalog.PublishedRun;

/**
 * Published runs of one configuration. Where runs would read the same, each says which of its settings differ from the
 * others.
 */
public record MeasuredGroup(String ran, List<MeasuredRun> runs) {
    /** What runs may differ in that few words about them leave out. */
    private static final List<Function<PublishedRun, String>> SETTINGS = List.of(
            run -> ChoiceText.quantization(run.quantization()),
            run -> ChoiceText.sharding(run.sharding()),
            run -> "adapters on " + run.targets().text(),
            run -> run.checkpointing() ? "gradient checkpointing" : "no checkpointing",
            run -> run.flashAttention() ? "FlashAttention" : "no FlashAttention",
            run -> run.precision().id(),
            run -> run.optimizer().id(),
            run -> ChoiceText.loss(run.loss()) + " loss",
            run -> run.kbitFp32() ? "norms and embeddings in 32 bits" : "norms and embeddings in 16 bits",
            run -> run.extras().isEmpty()
                    ? "nothing else"
                    : run.extras().stream()
                            .map(extra -> extra.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .sorted()
                            .collect(Collectors.joining(" and ")));

    public MeasuredGroup {
        runs = List.copyOf(runs);
    }

    public static List<MeasuredGroup> of(List<MeasuredRun> runs, Catalog catalog) {
        Map<String, List<MeasuredRun>> alike =
                runs.stream().collect(Collectors.groupingBy(MeasuredRun::ran, LinkedHashMap::new, Collectors.toList()));
        List<MeasuredGroup> groups = new ArrayList<>();
        alike.values().forEach(group -> {
            List<@Nullable PublishedRun> published =
                    group.stream().map(run -> published(run, catalog)).toList();
            Map<List<String>, List<MeasuredRun>> same = new LinkedHashMap<>();
            for (int i = 0; i < group.size(); i++) {
                MeasuredRun run = group.get(i);
                String ran = run.ran() + differing(published.get(i), published);
                same.computeIfAbsent(
                                List.of(ran, run.unit(), String.valueOf(run.probe()), run.estimated()),
                                key -> new ArrayList<>())
                        .add(run);
            }
            same.forEach((key, of) -> groups.add(new MeasuredGroup(key.get(0), of)));
        });
        return groups;
    }

    /** What they measured, each figure once. */
    public String measured() {
        return runs.stream().map(MeasuredRun::measured).distinct().collect(Collectors.joining("; "));
    }

    /** Our estimate of each, with its unit. */
    public String estimated() {
        return runs.get(0).estimated() + " " + runs.get(0).unit();
    }

    /** Id of the source of each. */
    public String source() {
        return runs.get(0).source();
    }

    /** The settings of a run that not all of the group have. */
    private static String differing(@Nullable PublishedRun run, List<@Nullable PublishedRun> group) {
        if (run == null) {
            return "";
        }
        return SETTINGS.stream()
                .filter(setting -> group.stream()
                                .flatMap(Stream::ofNullable)
                                .map(setting)
                                .distinct()
                                .count()
                        > 1)
                .map(setting -> ", " + setting.apply(run))
                .collect(Collectors.joining());
    }

    /** The row of the catalog that it is; null where a later release has it no more. */
    @Nullable
    private static PublishedRun published(MeasuredRun run, Catalog catalog) {
        return catalog.publishedRuns().stream()
                .filter(each -> each.model().equals(run.model())
                        && each.method() == run.method()
                        && each.rank() == run.rank()
                        && each.quantization() == run.quantization()
                        && each.microBatch() == run.microBatch()
                        && each.sequenceLength() == run.sequenceLength()
                        && Objects.equals(each.gpu(), run.gpu())
                        && each.gpuCount() == run.gpuCount()
                        && each.sharding() == run.sharding()
                        && each.ranWith().equals(run.ranWith())
                        && Objects.equals(each.peakGib(), run.peakGib())
                        && Objects.equals(each.tokensPerSecond(), run.tokensPerSecondPerGpu())
                        && each.source().equals(run.source()))
                .findFirst()
                .orElse(null);
    }
}
