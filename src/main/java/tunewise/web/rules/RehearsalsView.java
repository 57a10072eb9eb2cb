package tunewise.web.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tunewise.catalog.Catalog;
import tunewise.catalog.Rehearsal;
import tunewise.catalog.Rehearsal.Result;

/**
 * What came of running our files with the real trainers: a row for each family and method, a column for each trainer.
 *
 * @param launchers whose files their own parsers read, and trainers that pip would install
 */
public record RehearsalsView(List<Row> rows, List<Launcher> launchers, long rehearsed, long families) {
    /** Columns: the id of a trainer and what people call it. */
    static final Map<String, String> TRAINERS = new TreeMap<>(Map.of(
            "trl",
            "TRL",
            "axolotl",
            "Axolotl",
            "llama-factory",
            "LLaMA-Factory",
            "sentence-transformers",
            "Sentence Transformers",
            "transformers",
            "Transformers",
            "unsloth",
            "Unsloth"));

    private static final String EVERY_FAMILY = "all";
    private static final String INSTALL = "install-";

    /** A family with a method or an objective. */
    record Row(String family, String method, List<Cell> cells) {}

    /**
     * What came of one trainer.
     *
     * @param tone of the mark beside the word
     * @param detail version and day; empty where nobody tried
     */
    record Cell(String trainer, String word, String tone, String detail, String note) {}

    /** A launcher and what its parser read, or a trainer and what pip would install for it. */
    record Launcher(String name, String detail) {}

    public static RehearsalsView of(Catalog catalog) {
        List<Rehearsal> all = catalog.trainers().rehearsals();
        Map<String, List<Rehearsal>> byRow = all.stream()
                .filter(each -> !each.family().equals(EVERY_FAMILY))
                .collect(Collectors.groupingBy(
                        each -> each.family() + " " + rank(each.label()), TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        byRow.values().forEach(alike -> rows.add(row(alike)));
        List<Launcher> launchers = all.stream()
                .filter(each -> each.family().equals(EVERY_FAMILY))
                .map(RehearsalsView::beside)
                .toList();
        List<Rehearsal> held = all.stream()
                .filter(each -> each.result() == Result.REHEARSED)
                .filter(each -> !each.family().equals(EVERY_FAMILY))
                .toList();
        return new RehearsalsView(
                rows,
                launchers,
                held.size(),
                held.stream().map(Rehearsal::family).distinct().count());
    }

    private static Launcher beside(Rehearsal each) {
        String tried = each.version() + " on " + each.day();
        String host = each.label().startsWith(INSTALL) ? each.label().substring(INSTALL.length()) : "";
        if (host.isEmpty()) {
            String did = each.result() == Result.REHEARSED ? " trained " : " read ";
            return new Launcher(each.trainer(), tried + did + each.note() + ".");
        }
        String found = each.result() == Result.PARSED ? "pip finds " : "pip finds no way to install it: ";
        return new Launcher(each.trainer(), tried + ", for " + host + " machines: " + found + each.note() + ".");
    }

    List<String> trainers() {
        return List.copyOf(TRAINERS.values());
    }

    /** LoRA comes first, then the other methods, then objectives. */
    private static String rank(String label) {
        return switch (label) {
            case "lora" -> "0";
            case "qlora" -> "1";
            case "full" -> "2";
            default -> "3" + label;
        };
    }

    private static Row row(List<Rehearsal> alike) {
        Rehearsal any = alike.get(0);
        List<Cell> cells = TRAINERS.entrySet().stream()
                .map(trainer -> cell(
                        trainer.getValue(),
                        alike.stream()
                                .filter(each -> each.trainer().equals(trainer.getKey()))
                                .max(Comparator.comparing(Rehearsal::day))))
                .toList();
        return new Row(any.family(), any.label(), cells);
    }

    private static Cell cell(String trainer, Optional<Rehearsal> known) {
        return known.map(each -> new Cell(
                        trainer,
                        word(each.result()),
                        each.result() == Result.REHEARSED ? "good" : "fault",
                        each.version() + ", " + each.day(),
                        each.note()))
                .orElse(new Cell(trainer, "Not tried", "", "", ""));
    }

    private static String word(Result result) {
        return switch (result) {
            case REHEARSED -> "Rehearsed";
            case PARSED -> "Parsed only";
            case REFUSED -> "Refused";
            case FAILED -> "Failed";
        };
    }
}
