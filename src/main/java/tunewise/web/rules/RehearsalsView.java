package tunewise.web.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Rehearsal;
import tunewise.catalog.Rehearsal.Result;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.web.page.ListFilter;

/**
 * What came of running our files with the real trainers, folded by family: those that trained wherever we tried, those
 * that did not, and those that never did.
 *
 * @param launchers whose files their own parsers read, and trainers that pip would install
 * @param rehearsed runs that trained to their end, of all families
 * @param families that trained at least once
 */
public record RehearsalsView(
        List<ListFilter> filters,
        String found,
        List<Group> groups,
        List<Launcher> launchers,
        long rehearsed,
        long families) {
    /** A list this short is shown unfolded. */
    private static final int FEW = 3;

    private static final Map<String, String> TRAINERS = Map.of(
            "trl", "TRL",
            "axolotl", "Axolotl",
            "llama-factory", "LLaMA-Factory",
            "sentence-transformers", "Sentence Transformers",
            "transformers", "Transformers",
            "unsloth", "Unsloth");

    private static final String EVERY_FAMILY = "all";
    private static final String INSTALL = "install-";

    /** Families with the same verdict. */
    record Group(String id, String title, List<Family> families, boolean open) {}

    /** A family, what came of its runs in a few words, and each of them. */
    record Family(String id, String says, List<Run> runs, boolean open) {}

    /** A run of a trainer; the note says why it did not train. */
    record Run(String trained, String trainer, String came, boolean bad, String version, String day, String note) {}

    /** A launcher and what its parser read, or a trainer and what pip would install for it. */
    record Launcher(String name, String detail) {}

    /** Those that the address asks for. */
    public static RehearsalsView of(Catalog catalog, Map<String, List<String>> asked) {
        List<Rehearsal> all = catalog.trainers().rehearsals();
        List<Rehearsal> ofFamilies =
                all.stream().filter(each -> !each.family().equals(EVERY_FAMILY)).toList();
        List<Rehearsal> held = ofFamilies.stream()
                .filter(each -> each.result() == Result.REHEARSED)
                .toList();
        List<ListFilter> filters = List.of(
                filter("family", "Family", ofFamilies.stream().map(Rehearsal::family), each -> each, asked),
                filter("trainer", "Trainer", ofFamilies.stream().map(Rehearsal::trainer), TRAINERS::get, asked),
                filter("trained", "Trained", ofFamilies.stream().map(Rehearsal::label), RehearsalsView::trained, asked),
                filter("result", "Result", ofFamilies.stream().map(each -> came(each.result())), each -> each, asked));
        List<Group> groups = groups(ofFamilies.stream()
                .filter(each -> filters.get(0).passes(each.family())
                        && filters.get(1).passes(each.trainer())
                        && filters.get(2).passes(each.label())
                        && filters.get(3).passes(came(each.result())))
                .toList());
        long found = groups.stream().mapToLong(group -> group.families().size()).sum();
        return new RehearsalsView(
                filters,
                found == 1 ? "1 family" : found + " families",
                groups,
                all.stream()
                        .filter(each -> each.family().equals(EVERY_FAMILY))
                        .map(RehearsalsView::beside)
                        .toList(),
                held.size(),
                held.stream().map(Rehearsal::family).distinct().count());
    }

    private static ListFilter filter(
            String name,
            String label,
            Stream<String> values,
            UnaryOperator<String> words,
            Map<String, List<String>> asked) {
        return ListFilter.of(name, label, values.distinct().toList(), words, asked);
    }

    private static List<Group> groups(List<Rehearsal> runs) {
        Map<String, List<Rehearsal>> byFamily =
                runs.stream().collect(Collectors.groupingBy(Rehearsal::family, TreeMap::new, Collectors.toList()));
        boolean few = byFamily.size() <= FEW;
        List<Family> everywhere = new ArrayList<>();
        List<Family> somewhere = new ArrayList<>();
        List<Family> nowhere = new ArrayList<>();
        byFamily.forEach((family, alike) -> {
            long trained = alike.stream()
                    .filter(each -> each.result() == Result.REHEARSED)
                    .count();
            List<Family> group = trained == alike.size() ? everywhere : trained > 0 ? somewhere : nowhere;
            group.add(new Family(family, says(trained, alike), runs(alike), few));
        });
        return Stream.of(
                        new Group("everywhere", "Trained wherever we tried", everywhere, few),
                        new Group("somewhere", "Trained by some trainers", somewhere, few),
                        new Group("nowhere", "Trained by none", nowhere, few))
                .filter(group -> !group.families().isEmpty())
                .toList();
    }

    private static String says(long trained, List<Rehearsal> runs) {
        String refusing = runs.stream()
                .filter(each -> each.result() != Result.REHEARSED)
                .map(each -> TRAINERS.getOrDefault(each.trainer(), each.trainer()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String of = runs.size() == 1 ? "1 run" : runs.size() + " runs";
        return refusing.isEmpty() ? of : trained + " of " + of + "; not with " + refusing;
    }

    private static List<Run> runs(List<Rehearsal> alike) {
        return alike.stream()
                .sorted(Comparator.comparing((Rehearsal each) -> rank(each.label()))
                        .thenComparing(Rehearsal::trainer)
                        .thenComparing(Rehearsal::day, Comparator.reverseOrder()))
                .map(each -> new Run(
                        trained(each.label()),
                        TRAINERS.getOrDefault(each.trainer(), each.trainer()),
                        came(each.result()),
                        each.result() == Result.REFUSED || each.result() == Result.FAILED,
                        each.version(),
                        each.day().toString(),
                        each.note()))
                .toList();
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

    /** The method or the objective as people call it. */
    private static String trained(String label) {
        return Stream.concat(
                        Stream.of(Method.values())
                                .filter(each -> each.id().equals(label))
                                .map(Method::label),
                        Stream.of(Objective.values())
                                .filter(each -> each.id().equals(label))
                                .map(Objective::label))
                .findFirst()
                .orElse(label.replace('-', ' '));
    }

    private static String came(Result result) {
        return switch (result) {
            case REHEARSED -> "Trained";
            case PARSED -> "File read, not run";
            case REFUSED -> "Refused";
            case FAILED -> "Failed";
        };
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
}
