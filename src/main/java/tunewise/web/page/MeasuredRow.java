package tunewise.web.page;

import java.util.List;
import java.util.Map;
import tunewise.advice.MeasuredRun;
import tunewise.catalog.Source;

/** A published run as a row of a table. */
public record MeasuredRow(String ran, String measured, String estimated, String source) {
    public static List<MeasuredRow> of(List<MeasuredRun> runs, Map<String, Source> sources) {
        return runs.stream()
                .map(run -> new MeasuredRow(
                        run.ran(),
                        run.measured(),
                        run.estimated() + " " + run.unit(),
                        Cited.of(List.of(run.source()), sources).get(0).title()))
                .toList();
    }
}
