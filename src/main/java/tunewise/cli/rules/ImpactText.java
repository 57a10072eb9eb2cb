package tunewise.cli.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tunewise.advice.Setup;
import tunewise.cli.terminal.TextPage;
import tunewise.workshop.ImpactReport;
import tunewise.workshop.ImpactReport.Part;
import tunewise.workshop.ImpactReport.Reason;
import tunewise.workshop.ImpactReport.Sample;
import tunewise.workshop.ImpactReport.Side;

/** What other rules would change in answers, as people read it on a terminal. */
public final class ImpactText {
    private static final int MOST_SHOWN = 5;
    private static final int INDENT = 14;

    private ImpactText() {}

    public static String of(ImpactReport report) {
        TextPage page = new TextPage();
        for (Part part : report.parts()) {
            page.heading(String.format(
                    Locale.ROOT,
                    "%s: %,d asked, %,d stay, %,d change, %,d appear, %,d vanish",
                    switch (part.source()) {
                        case SCENARIOS -> "Scenarios";
                        case RECORDED -> "Recorded questions";
                        case GRID -> "Around thresholds";
                    },
                    part.asked(),
                    part.stay(),
                    part.change(),
                    part.appear(),
                    part.vanish()));
            counts(page, "fields", part.fields());
            counts(page, "now fire", part.gained());
            counts(page, "no longer fire", part.lost());
            counts(page, "otherwise", part.otherwise());
            part.samples().stream().limit(MOST_SHOWN).forEach(sample -> sample(page, sample));
            List<String> more = part.changed().stream()
                    .map(ImpactReport.Named::name)
                    .filter(name -> part.samples().stream().limit(MOST_SHOWN).noneMatch(sample -> sample.name()
                            .equals(name)))
                    .limit(50)
                    .toList();
            if (!more.isEmpty()) {
                page.row("also", String.join(", ", more));
            }
        }
        if (report.different() == 0) {
            page.heading("No answer changes.");
        }
        return page.text().strip();
    }

    private static void counts(TextPage page, String label, SortedMap<String, Integer> counts) {
        if (!counts.isEmpty()) {
            page.row(
                    label,
                    counts.entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue()
                                    .reversed())
                            .map(each -> each.getKey() + " " + each.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static void sample(TextPage page, Sample sample) {
        page.wrapped("  " + sample.fate().id() + ": " + sample.name(), 0, "");
        page.wrapped("    before", INDENT, words(sample.before()));
        page.wrapped("    after", INDENT, words(sample.after()));
        for (Reason reason : sample.because().stream().limit(MOST_SHOWN).toList()) {
            page.wrapped("    " + reason.rule(), INDENT, words(reason));
        }
    }

    static String words(Reason reason) {
        String before = String.join(" ", reason.before());
        String after = String.join(" ", reason.after());
        if (before.isEmpty()) {
            return "now says: " + after;
        }
        return after.isEmpty() ? "no longer says: " + before : before + " -> " + after;
    }

    private static String words(Side side) {
        Setup setup = side.setup();
        if (side.refused() != null) {
            return "no answer: " + side.refused();
        }
        if (setup == null || side.hours() == null || side.costUsd() == null) {
            return "no set-up is feasible";
        }
        return String.format(
                Locale.ROOT,
                "%s at rank %d on %dx %s at %s, %.1f h, $%.2f",
                setup.method().id(),
                setup.rank(),
                setup.gpuCount(),
                setup.gpuName(),
                setup.providerName(),
                side.hours().central(),
                side.costUsd().central());
    }
}
