package tunewise.web.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Feasible;
import tunewise.advice.Setup;
import tunewise.training.Method;
import tunewise.wording.DisplayText;
import tunewise.wording.JobTotals;

/**
 * Cost against time of every feasible set-up, both on logarithmic scales, as places in a drawing.
 *
 * @param along what the scales count
 * @param frontier path along the set-ups that nothing beats in both
 * @param budget where the budget runs; null when there is none within the drawing
 * @param deadline likewise
 * @param fields what a form sends for one of them to be shown in full
 * @param gpus names of the GPUs in the drawing
 */
record CostChart(
        List<Mark> hours,
        List<Mark> dollars,
        String along,
        List<Point> points,
        List<Label> labels,
        String frontier,
        @Nullable Mark budget,
        @Nullable Mark deadline,
        Map<String, List<String>> fields,
        List<String> gpus,
        List<Row> rows) {
    static final int WIDTH = 720;
    static final int HEIGHT = 400;
    static final int LEFT = 76;
    static final int RIGHT = 700;
    static final int TOP = 34;
    static final int BOTTOM = 344;

    private static final int ABOVE = 12;
    private static final int BELOW = 24;
    private static final int BESIDE = 8;
    private static final int LINE = 16;

    /** A value of an axis and its place. */
    record Mark(int at, String label) {}

    /** What a point is called in the drawing; anchor is the class of its text. */
    record Label(int x, int y, String anchor, String text) {}

    /**
     * A set-up in the drawing.
     *
     * @param shape class by method, for its form and colour
     */
    record Point(int x, int y, String shape, String path, String gpu, String anchor, String title, boolean chosen) {}

    /**
     * A set-up in the table under the drawing.
     *
     * @param key what picks it out to be shown in full
     */
    record Row(
            String anchor,
            String key,
            String setup,
            String gpu,
            String provider,
            String hours,
            String dollars,
            String memory,
            String quality,
            boolean chosen,
            boolean best) {}

    /** Null when there are too few set-ups to compare; from is the id of the recorded answer that plans stand beside. */
    static @Nullable CostChart of(Recommendation answer, String from) {
        List<Feasible> all = answer.feasible();
        if (all.size() < 2) {
            return null;
        }
        Double budgetUsd = answer.question().budgetUsd();
        Double deadlineHours = answer.question().deadlineHours();
        Axis time = Axis.of(
                all.stream().map(Feasible::hours).map(CostChart::positive).toList(), LEFT, RIGHT);
        Axis cost = Axis.of(
                all.stream().map(Feasible::costUsd).map(CostChart::positive).toList(), BOTTOM, TOP);
        List<Feasible> best = best(all);
        List<Point> points = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Feasible one = all.get(i);
            boolean chosen = chosen(one, answer.setup());
            String anchor = "set-up-" + (i + 1);
            points.add(point(one, time, cost, anchor, chosen));
            rows.add(row(one, anchor, chosen, best.contains(one)));
        }
        // Who goes through them by keys goes from left to right.
        points.sort(Comparator.comparingInt(Point::x).thenComparingInt(Point::y));
        return new CostChart(
                time.marks().stream()
                        .map(mark -> new Mark(time.at(mark), DisplayText.shortHours(mark)))
                        .toList(),
                cost.marks().stream()
                        .map(mark -> new Mark(cost.at(mark), DisplayText.shortDollars(mark)))
                        .toList(),
                JobTotals.counted(answer) ? "the whole job" : "one run, training only",
                points,
                labels(all, answer, time, cost),
                frontier(best, time, cost),
                budgetUsd == null || !cost.holds(budgetUsd)
                        ? null
                        : new Mark(cost.at(budgetUsd), "budget " + DisplayText.dollars(budgetUsd)),
                deadlineHours == null || !time.holds(deadlineHours)
                        ? null
                        : new Mark(time.at(deadlineHours), "deadline " + DisplayText.hours(deadlineHours)),
                WhatIfView.beside(from, answer),
                all.stream().map(Feasible::gpuName).distinct().sorted().toList(),
                rows);
    }

    String inShort() {
        return rows.size() + " that meet your limits";
    }

    /** The set-ups that no other beats in time and cost both, quickest first. */
    static List<Feasible> best(List<Feasible> all) {
        List<Feasible> best = new ArrayList<>();
        double cheapest = Double.MAX_VALUE;
        for (Feasible one : all.stream()
                .sorted(Comparator.comparingDouble(Feasible::hours).thenComparingDouble(Feasible::costUsd))
                .toList()) {
            if (one.costUsd() < cheapest) {
                best.add(one);
                cheapest = one.costUsd();
            }
        }
        return best;
    }

    /** The methods that are in the drawing, for its legend. */
    List<Method> methods() {
        return Stream.of(Method.values())
                .filter(method ->
                        points.stream().anyMatch(point -> point.shape().equals(method.id())))
                .toList();
    }

    /** The choice, the cheapest and the fastest by name; one that is several has one label. */
    private static List<Label> labels(List<Feasible> all, Recommendation answer, Axis time, Axis cost) {
        Map<Feasible, String> names = new LinkedHashMap<>();
        all.stream()
                .filter(one -> chosen(one, answer.setup()))
                .findFirst()
                .ifPresent(one -> names.put(
                        one, answer.outcome() == Recommendation.Outcome.RECOMMENDED ? "recommended" : "if at all"));
        all.stream()
                .min(Comparator.comparingDouble(Feasible::costUsd).thenComparingDouble(Feasible::hours))
                .ifPresent(one -> names.merge(one, "cheapest", (old, more) -> old + ", " + more));
        all.stream()
                .min(Comparator.comparingDouble(Feasible::hours).thenComparingDouble(Feasible::costUsd))
                .ifPresent(one -> names.merge(one, "fastest", (old, more) -> old + ", " + more));
        List<Label> labels = new ArrayList<>();
        names.forEach((one, name) -> {
            int x = time.at(positive(one.hours()));
            int y = cost.at(positive(one.costUsd()));
            boolean right = x > (LEFT + RIGHT) / 2;
            int above = y - ABOVE;
            while (overlaps(labels, above)) {
                above -= LINE;
            }
            labels.add(new Label(
                    right ? x + BESIDE : x - BESIDE,
                    above < TOP ? y + BELOW : above,
                    right ? "across" : "",
                    DisplayText.sentence(name)));
        });
        return labels;
    }

    private static boolean overlaps(List<Label> labels, int y) {
        return labels.stream().anyMatch(label -> Math.abs(label.y() - y) < LINE);
    }

    private static String frontier(List<Feasible> best, Axis time, Axis cost) {
        return best.stream()
                .map(one -> time.at(positive(one.hours())) + " " + cost.at(positive(one.costUsd())))
                .collect(Collectors.joining("L", "M", ""));
    }

    private static Point point(Feasible one, Axis time, Axis cost, String anchor, boolean chosen) {
        int x = time.at(positive(one.hours()));
        int y = cost.at(positive(one.costUsd()));
        return new Point(x, y, one.method().id(), path(one, x, y), one.gpuName(), anchor, words(one), chosen);
    }

    /** The form of a method in the legend, 14 units wide and high. */
    static String key(Method method) {
        return switch (method) {
            case LORA -> "M1 7a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z";
            case QLORA -> "M2 2h10v10h-10Z";
            case FULL -> "M7 0l7 12h-14Z";
        };
    }

    /** A disc for LoRA, a square for QLoRA, a triangle for full fine-tuning. */
    private static String path(Feasible one, int x, int y) {
        return switch (one.method()) {
            case LORA -> "M" + (x - 6) + " " + y + "a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z";
            case QLORA -> "M" + (x - 5) + " " + (y - 5) + "h10v10h-10Z";
            case FULL -> "M" + x + " " + (y - 7) + "l7 12h-14Z";
        };
    }

    private static Row row(Feasible one, String anchor, boolean chosen, boolean best) {
        return new Row(
                anchor,
                one.key(),
                DisplayText.method(one.method(), one.rank()) + ", " + DisplayText.cards(one.gpuCount(), one.gpuName()),
                one.gpuName(),
                one.providerName(),
                DisplayText.hours(one.hours()),
                DisplayText.dollars(one.costUsd()),
                DisplayText.gib(one.highGib()),
                DisplayText.share(one.quality().low(), one.quality().high()),
                chosen,
                best);
    }

    private static String words(Feasible one) {
        return DisplayText.method(one.method(), one.rank()) + ", " + DisplayText.cards(one.gpuCount(), one.gpuName())
                + " at " + one.providerName() + ": " + DisplayText.hours(one.hours()) + ", "
                + DisplayText.dollars(one.costUsd());
    }

    private static boolean chosen(Feasible one, @Nullable Setup setup) {
        return Stream.ofNullable(setup)
                .anyMatch(chosen -> chosen.method() == one.method()
                        && chosen.gpuCount() == one.gpuCount()
                        && chosen.offer().equals(one.offer()));
    }

    private static double positive(double value) {
        return Math.max(0.01, value);
    }
}
