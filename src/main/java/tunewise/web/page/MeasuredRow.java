package tunewise.web.page;

import java.util.List;
import tunewise.advice.MeasuredRun;
import tunewise.catalog.Catalog;
import tunewise.wording.MeasuredGroup;

/** Published runs of one configuration as a row of a table. */
public record MeasuredRow(String ran, String measured, String estimated, String source, String address) {
    public static List<MeasuredRow> of(List<MeasuredRun> runs, Catalog catalog) {
        return MeasuredGroup.of(runs, catalog).stream()
                .map(group -> {
                    Cited cited =
                            Cited.of(List.of(group.source()), catalog.sources()).get(0);
                    return new MeasuredRow(
                            group.ran(), group.measured(), group.estimated(), cited.title(), cited.address());
                })
                .toList();
    }
}
