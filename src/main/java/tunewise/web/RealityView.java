package tunewise.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Knowhow;
import tunewise.audit.Reality;
import tunewise.audit.RunReport;
import tunewise.catalog.Gpu;
import tunewise.catalog.Stack;
import tunewise.question.Figures;

/** What runs came to beside what was estimated. */
record RealityView(Reality reality, Knowhow knowhow) {

    /** A run in words. */
    record Line(String recommendation, String what, String figures, boolean bad, String note, String by) {
        static Line of(Reality.Run run) {
            RunReport report = run.report();
            RunReport.Ran ran = report.ran();
            List<String> figures = new ArrayList<>();
            figure(figures, ran.peakGib(), 1, " GiB at its peak", run.memoryError());
            figure(figures, ran.tokensPerSecond(), 0, " tokens/s", run.speedError());
            figure(figures, ran.hours(), 2, " h", run.hoursError());
            if (ran.usd() != null) {
                figures.add("$" + Figures.grouped(ran.usd(), 2) + aside(run.costError()));
            }
            return new Line(
                    report.recommendation(),
                    run.stack() + ", " + run.gpu() + ", " + run.method(),
                    Words.sentence(String.join(", ", figures)),
                    ran.outOfMemory(),
                    report.note(),
                    report.name() + ", " + Words.minute(report.createdAt()));
        }

        private static void figure(
                List<String> figures, @Nullable Double value, int places, String unit, @Nullable Double error) {
            if (value != null) {
                figures.add(Figures.grouped(value, places) + unit + aside(error));
            }
        }

        private static String aside(@Nullable Double error) {
            return error == null ? "" : " (" + percent(error) + ")";
        }
    }

    List<Line> runs() {
        return reality.runs().stream().map(Line::of).toList();
    }

    List<Reality.Group> groups(String by) {
        return reality.groups().stream().filter(group -> group.by().equals(by)).toList();
    }

    String name(Reality.Group group) {
        return switch (group.by()) {
            case "stack" ->
                knowhow.catalog().stack(group.value()).map(Stack::name).orElse(group.value());
            case "gpu" -> knowhow.catalog().gpu(group.value()).map(Gpu::name).orElse(group.value());
            default -> Words.filter(group.value());
        };
    }

    static String percent(@Nullable Double error) {
        return error == null ? "" : String.format(Locale.ROOT, "%+.0f %%", 100 * error);
    }
}
