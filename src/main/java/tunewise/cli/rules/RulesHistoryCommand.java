package tunewise.cli.rules;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.Differences;
import tunewise.workshop.Differences.Cell;
import tunewise.workshop.Differences.Kind;
import tunewise.workshop.Releases;

@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Lists the releases, newest first, with what each changed.")
final class RulesHistoryCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "how many (default: 20)")
    private int limit = 20;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataFolder folder = new DataFolder();

    RulesHistoryCommand(Services services) {
        this.services = services;
    }

    /** A publication and what it changed in the one before. */
    record Line(Publication publication, Differences differences) {}

    @Override
    public Integer call() {
        try (Ledger ledger = folder.existing(services)) {
            List<Line> lines = lines(services.releases(ledger), Math.max(1, limit));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(AnswerJson.MAPPER.writeValueAsString(lines));
            } else {
                for (Line line : lines) {
                    Publication publication = line.publication();
                    out.println(publication.content().release() + "  " + publication.at() + "  " + publication.author()
                            + ": " + publication.comment());
                    print(line.differences(), out);
                }
            }
            return 0;
        }
    }

    private static List<Line> lines(Releases releases, int limit) {
        List<Publication> history = releases.history(limit + 1);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, history.size()); i++) {
            Publication publication = history.get(i);
            lines.add(new Line(
                    publication,
                    i + 1 == history.size()
                            ? new Differences(List.of(), List.of(), List.of())
                            : Differences.between(
                                    releases.read(history.get(i + 1).content()),
                                    releases.read(publication.content()))));
        }
        return lines;
    }

    static UnusableInputException unknown(String release) {
        return new UnusableInputException("'" + release
                + "' names no release of this store. Maybe 'rules history' shows it; six digits of its "
                + "hash are enough.");
    }

    static void print(Differences differences, PrintWriter out) {
        differences.rules().forEach(rule -> {
            Kind kind = rule.before() == null ? Kind.ADDED : rule.after() == null ? Kind.REMOVED : Kind.CHANGED;
            out.println("  " + word(kind) + " " + rule.file() + ": " + rule.id() + " " + rule.name());
            if (rule.before() != null && rule.after() != null) {
                changedLines(rule.before(), rule.after(), out);
            }
        });
        differences.rows().forEach(row -> {
            out.println("  " + word(row.kind()) + " " + row.file() + ": " + row.key());
            if (row.kind() == Kind.CHANGED) {
                row.cells().forEach(cell -> out.println("      " + words(cell)));
            }
        });
        differences.files().forEach(file -> out.println("  " + word(file.kind()) + " " + file.file()));
    }

    private static void changedLines(String before, String after, PrintWriter out) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        old.stream().filter(line -> !now.contains(line)).forEach(line -> out.println("      - " + line.strip()));
        now.stream().filter(line -> !old.contains(line)).forEach(line -> out.println("      + " + line.strip()));
    }

    private static String words(Cell cell) {
        return cell.column() + ": " + value(cell.before()) + " -> " + value(cell.after());
    }

    private static String value(@Nullable String cell) {
        return cell == null ? "no such column" : cell.isEmpty() ? "blank" : cell;
    }

    private static String word(Kind kind) {
        return String.format(Locale.ROOT, "%-7s", kind.name().toLowerCase(Locale.ROOT));
    }
}
