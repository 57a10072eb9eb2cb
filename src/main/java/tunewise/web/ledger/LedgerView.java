package tunewise.web.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.ledger.OutsideCheckpoints.Delivery;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.Drift;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.search.Dashboard;
import tunewise.rulebook.language.RuleInfo;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;
import tunewise.workshop.Jobs.Job;

/** What was recommended, in figures, and whether the chain holds. */
record LedgerView(
        Dashboard dashboard,
        Drift drift,
        OptionalInt driftUnderWay,
        List<Job> underWay,
        List<ChainHead> chains,
        Optional<String> loss,
        List<String> lostByRestorations,
        Optional<Checkpoint> checkpoint,
        Optional<Delivery> delivery,
        String publicKey,
        LoadedRelease loaded) {
    private static final int MOST_BARS = 15;

    /** A bar that leads to what it counts. */
    record Bar(String label, long count, int width, String address) {}

    /** A chart of bars. */
    record Chart(String title, List<Bar> bars) {}

    List<Chart> charts() {
        Catalog catalog = loaded.catalog();
        return List.of(
                days(),
                chart("By outcome", "outcome", dashboard.outcomes(), FieldLabels::filter),
                chart("By GPU", "gpu", dashboard.gpus(), id -> catalog.gpu(id)
                        .map(gpu -> gpu.name())
                        .orElse(id)),
                chart("By provider", "provider", dashboard.providers(), id -> catalog.provider(id)
                        .map(provider -> provider.name())
                        .orElse(id.equals("own") ? "Your own machines" : id)),
                chart("By method", "method", dashboard.methods(), FieldLabels::filter),
                chart("Beside the guide", "guide", dashboard.guide(), FieldLabels::filter),
                chart("Rules that fired most", "rule", dashboard.rules(), this::rule));
    }

    long entries() {
        return chains.stream().mapToLong(ChainHead::entries).sum();
    }

    /** Rules in force that never fired. */
    List<RuleInfo> neverFired() {
        Set<String> fired = dashboard.rules().keySet();
        return loaded.rulebook().rules().stream()
                .filter(rule -> !fired.contains(rule.id()))
                .toList();
    }

    String differs() {
        long compared =
                dashboard.guide().getOrDefault("agrees", 0L) + dashboard.guide().getOrDefault("differs", 0L);
        return compared == 0
                ? "No answer so far says what the guide would pick."
                : Math.round(100.0 * dashboard.guide().getOrDefault("differs", 0L) / compared)
                        + " % of the answers that say what the guide would pick differ from it.";
    }

    /** A release beside how many of its answers would differ today. */
    Chart drifted() {
        long most = drift.byRelease().values().stream()
                .mapToLong(results -> results.getOrDefault(Result.DIFFERENT, 0L))
                .max()
                .orElse(1);
        return new Chart(
                "Answers that would differ today, by the release that gave them",
                drift.byRelease().entrySet().stream()
                        .map(release -> drifted(release.getKey(), release.getValue(), Math.max(1, most)))
                        .toList());
    }

    private static Bar drifted(String release, Map<Result, Long> results, long most) {
        long all = results.values().stream().mapToLong(Long::longValue).sum();
        long different = results.getOrDefault(Result.DIFFERENT, 0L);
        long cannot = results.getOrDefault(Result.CANNOT, 0L);
        return new Bar(
                AnswersView.shortened(release) + ", of " + all
                        + (cannot == 0 ? "" : " of which " + cannot + " cannot be replayed"),
                different,
                width(different, most),
                AnswersView.address("release", release) + "&drift=" + Result.DIFFERENT.id());
    }

    String madeAgain() {
        if (driftUnderWay.isPresent()) {
            return "Under way: " + driftUnderWay.getAsInt() + " replayed so far. Load the page again to see more.";
        }
        return drift.against().isEmpty()
                ? "Nobody has replayed answers by today's rules yet."
                : "The newest answers of each release, replayed by "
                        + AnswersView.shortened(drift.against())
                        + (drift.against().equals(loaded.release())
                                ? ", the active release."
                                : ", which was active then; another is now.");
    }

    String signed() {
        return checkpoint
                .map(newest -> "entry " + newest.seq() + ", signed on " + DisplayText.minute(newest.madeAt()))
                .orElse("none yet");
    }

    /** Until where checkpoints were taken to their place outside. */
    static String delivered(Delivery delivery) {
        Instant at = delivery.at();
        return at == null
                ? "none yet, to " + delivery.place()
                : "entry " + delivery.entry() + ", on " + DisplayText.minute(at) + ", to " + delivery.place();
    }

    private String rule(String id) {
        return loaded.rulebook()
                .rule(id)
                .map(rule -> id + " " + rule.sentence())
                .orElse(id);
    }

    private Chart days() {
        List<Bar> bars = new ArrayList<>();
        long most = most(dashboard.days());
        List<LocalDate> newest = new ArrayList<>(new TreeSet<>(dashboard.days().keySet()).descendingSet());
        for (LocalDate day : newest.subList(0, Math.min(MOST_BARS, newest.size()))) {
            long count = dashboard.days().getOrDefault(day, 0L);
            bars.add(new Bar(
                    DisplayText.day(day), count, width(count, most), "/recommendations?from=" + day + "&to=" + day));
        }
        return new Chart("By day, the newest first", bars);
    }

    private static Chart chart(String title, String filter, Map<String, Long> counts, UnaryOperator<String> label) {
        long most = most(counts);
        return new Chart(
                title,
                counts.entrySet().stream()
                        .filter(count -> !count.getKey().isEmpty())
                        .limit(MOST_BARS)
                        .map(count -> new Bar(
                                label.apply(count.getKey()),
                                count.getValue(),
                                width(count.getValue(), most),
                                AnswersView.address(filter, count.getKey())))
                        .toList());
    }

    private static long most(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    }

    /** In thousandths of the longest bar, and never nothing. */
    private static int width(long count, long most) {
        return (int) Math.max(5, 1000 * count / most);
    }
}
