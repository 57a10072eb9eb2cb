package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.RunReport;
import tunewise.service.EstimateVersusActual;
import tunewise.text.Figures;
import tunewise.web.page.DisplayNames;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** Reported runs beside our estimates. */
public record EstimateVersusActualView(EstimateVersusActual accuracy, DisplayNames names) {

    /**
     * A run in words.
     *
     * @param what ran where; blank where that is known
     */
    record Line(String recommendation, String what, String figures, boolean bad, String note, String by) {
        static Line of(EstimateVersusActual.Run run, String what) {
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
                    what,
                    DisplayText.sentence(String.join(", ", figures)),
                    ran.outOfMemory(),
                    report.note(),
                    report.name() + ", " + DisplayText.minute(report.createdAt()));
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
        return accuracy.runs().stream()
                .map(run -> Line.of(
                        run,
                        names.stack(run.stack()) + ", " + names.gpu(run.gpu()) + ", "
                                + FieldLabels.filter(run.method())))
                .toList();
    }

    List<EstimateVersusActual.Group> groups(String by) {
        return accuracy.groups().stream().filter(group -> group.by().equals(by)).toList();
    }

    String name(EstimateVersusActual.Group group) {
        return switch (group.by()) {
            case "stack" -> names.stack(group.value());
            case "gpu" -> names.gpu(group.value());
            default -> FieldLabels.filter(group.value());
        };
    }

    /** Of a group too where nobody said that figure. */
    static String percent(@Nullable Double error) {
        return error == null ? "not said" : String.format(Locale.ROOT, "%+.0f %%", 100 * error);
    }
}
