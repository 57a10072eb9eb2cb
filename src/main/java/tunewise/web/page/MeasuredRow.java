package tunewise.web.page;

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
import tunewise.wording.ChoiceText;

/**
 * A published run as a row of a table. Where runs would read the same, each says which of its settings differ from the
 * others; runs of one configuration share a row.
 */
public record MeasuredRow(String ran, String measured, String estimated, String source, String address) {
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

    public static List<MeasuredRow> of(List<MeasuredRun> runs, Catalog catalog) {
        Map<String, List<MeasuredRun>> alike =
                runs.stream().collect(Collectors.groupingBy(MeasuredRun::ran, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<MeasuredRun>> told = new LinkedHashMap<>();
        alike.values().forEach(group -> {
            List<@Nullable PublishedRun> published =
                    group.stream().map(run -> published(run, catalog)).toList();
            for (int i = 0; i < group.size(); i++) {
                MeasuredRun run = group.get(i);
                String words = run.ran() + differing(published.get(i), published);
                told.computeIfAbsent(
                                words + "\n" + run.unit() + "\n" + run.probe() + run.estimated(),
                                key -> new ArrayList<>())
                        .add(run);
            }
        });
        return told.entrySet().stream()
                .map(each -> row(each.getKey().substring(0, each.getKey().indexOf('\n')), each.getValue(), catalog))
                .toList();
    }

    private static MeasuredRow row(String ran, List<MeasuredRun> same, Catalog catalog) {
        MeasuredRun any = same.get(0);
        Cited cited = Cited.of(List.of(any.source()), catalog.sources()).get(0);
        return new MeasuredRow(
                ran,
                same.stream().map(MeasuredRun::measured).distinct().collect(Collectors.joining("; ")),
                any.estimated() + " " + any.unit(),
                cited.title(),
                cited.address());
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
