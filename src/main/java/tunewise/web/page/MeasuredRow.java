package tunewise.web.page;

import java.util.List;
import java.util.Map;
import tunewise.advice.MeasuredRun;
import tunewise.catalog.Source;

/** A published run as a row of a table. */
public record MeasuredRow(String ran, String measured, String estimated, String source, String address) {
    public static List<MeasuredRow> of(List<MeasuredRun> runs, Map<String, Source> sources) {
        return runs.stream()
                .map(run -> {
                    Cited cited = Cited.of(List.of(run.source()), sources).get(0);
                    return new MeasuredRow(
                            run.ran(),
                            run.measured(),
                            run.estimated() + " " + run.unit(),
                            cited.title(),
                            cited.address());
                })
                .toList();
    }
}
