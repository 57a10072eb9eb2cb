package tunewise.cli.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.cli.terminal.TextPage;
import tunewise.question.Commitment;
import tunewise.text.Figures;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.prices.LeftOut;
import tunewise.workshop.prices.PriceChange;
import tunewise.workshop.prices.PriceForm;
import tunewise.workshop.prices.PricePreview;

/** What a price list changes, for people and for programs. */
final class PricesText {
    private static final int MOST_FAULTY = 20;
    private static final int MOST_OTHERS = 3;

    private PricesText() {}

    static String text(PricePreview preview, boolean all, @Nullable Draft kept, boolean same) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                preview.list().form().title() + ", " + preview.list().name() + ": "
                        + Figures.grouped(preview.list().rows()) + " rows, "
                        + Figures.grouped(preview.list().listings().size()) + " prices, as of "
                        + preview.wishes().day() + ", in dollars an hour of one GPU.");
        line(text, sentence(preview.summary()));
        preview.byKind().forEach((kind, changes) -> {
            if (!changes.isEmpty()) {
                line(text, "");
                line(text, sentence(kind.id()));
                changes.forEach(change -> change(text, change));
            }
        });
        if (preview.wishes().endGone() && preview.hasFaulty()) {
            line(text, "");
            line(text, "We end no offers, because a faulty row may belong to one that seems gone.");
        }
        preview.byReason().forEach((why, rows) -> {
            line(text, "");
            line(
                    text,
                    "Left out: " + Figures.grouped(rows.size()) + (rows.size() == 1 ? " row " : " rows ")
                            + why.summary());
            leftOut(text, rows, all ? rows.size() : why == LeftOut.Why.FAULTY ? MOST_FAULTY : MOST_OTHERS);
        });
        line(text, "");
        text.append(end(kept, same));
        return text.toString();
    }

    /** Rows of which the same is to be said stand together. */
    private static void leftOut(StringBuilder text, List<LeftOut> rows, int most) {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        rows.stream().limit(most).forEach(row -> places.computeIfAbsent(
                        row.message() + "\n" + row.hint(), any -> new LinkedHashSet<>())
                .add(row.place()));
        places.forEach((words, at) -> {
            TextPage page = new TextPage();
            page.wrapped(
                    "",
                    2,
                    String.join(", ", at) + ": " + words.lines().findFirst().orElse(""));
            words.lines().skip(1).filter(hint -> !hint.isEmpty()).forEach(hint -> page.wrapped("", 4, hint));
            line(text, page.text());
        });
        if (rows.size() > most) {
            line(text, "  and " + Figures.grouped(rows.size() - most) + " more; --all names them.");
        }
    }

    private static String end(@Nullable Draft kept, boolean same) {
        if (same) {
            return "The catalog already has all of it.";
        }
        return kept == null
                ? "We kept nothing. --draft NAME keeps it in a draft of the workshop."
                : "Saved in the draft '" + kept.id() + "'. Nothing is published: /workshop/drafts/" + kept.id()
                        + " checks it, shows which answers it changes, and publishes it.";
    }

    private static void change(StringBuilder text, PriceChange change) {
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "  %-12s %-34s %-10s %s",
                        change.providerName(),
                        change.unit(),
                        change.commitment().id(),
                        change.price()));
        change.caution().ifPresent(caution -> line(text, "               Worth a look: " + caution + "."));
    }

    private static void line(StringBuilder text, String words) {
        text.append(words).append('\n');
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What a list changes, as programs see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JsonReport(
            PriceForm source,
            String name,
            String day,
            int rows,
            int prices,
            Map<String, Integer> counts,
            List<Line> changes,
            List<LeftOut> leftOut,
            @Nullable String draft) {}

    /** A change, in dollars an hour of one GPU. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            PriceChange.Kind kind,
            String provider,
            String gpu,
            Commitment commitment,
            int gpuCount,
            @Nullable Double usdPerGpuHourBefore,
            @Nullable Double usdPerGpuHour,
            @Nullable Double usdPerHour,
            @Nullable String offerBefore,
            @Nullable String place,
            @Nullable String note,
            @Nullable String caution) {
        static Line of(PriceChange change) {
            return new Line(
                    change.kind(),
                    change.provider(),
                    change.gpu(),
                    change.commitment(),
                    change.gpuCount(),
                    change.usdBefore(),
                    change.usdAfter(),
                    change.after() == null ? null : change.after().usdPerHour(),
                    change.before() == null ? null : change.before().id(),
                    change.after() == null ? null : change.after().place(),
                    change.note().isEmpty() ? null : change.note(),
                    change.caution().orElse(null));
        }
    }

    static JsonReport json(PricePreview preview, @Nullable Draft kept) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        preview.byKind().forEach((kind, changes) -> counts.put(kind.id(), changes.size()));
        List<LeftOut> leftOut = new ArrayList<>(preview.leftOut());
        return new JsonReport(
                preview.list().form(),
                preview.list().name(),
                preview.wishes().day().toString(),
                preview.list().rows(),
                preview.list().listings().size(),
                counts,
                preview.changes().stream().map(Line::of).toList(),
                leftOut,
                kept == null ? null : kept.id());
    }
}
