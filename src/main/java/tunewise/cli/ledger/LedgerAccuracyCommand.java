package tunewise.cli.ledger;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.service.EstimateVersusActual;
import tunewise.workshop.Drafts;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Learning;
import tunewise.workshop.Workspace;

@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Compares reported runs with their estimates, by stack, GPU and method.")
final class LedgerAccuracyCommand extends ExistingLedgerCommand {
    @Option(names = "--json", description = "for programs, with every run")
    private boolean json;

    @Option(
            names = "--draft",
            paramLabel = "NAME",
            description = "proposes better factors for the catalogs, in this draft of the workshop")
    private @Nullable String draft;

    @Option(names = "--author", paramLabel = "NAME", description = "whose draft it is (default: who is logged in)")
    private @Nullable String author;

    LedgerAccuracyCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        return draft == null ? show(ledger) : propose(ledger, draft);
    }

    private int propose(Ledger ledger, String name) {
        Drafts drafts = services.drafts(services.releases(ledger), dataFolder());
        String who = author == null ? services.author() : author;
        Workspace piece = drafts.content(drafts.orNew(name, who));
        Learning learning = Learning.of(ledger, piece);
        if (!learning.factors().isEmpty()) {
            Draft opened = drafts.open(name, who);
            drafts.write(opened.id(), learning.texts(piece.files()), piece.files());
        }
        if (json) {
            out().println(AnswerJson.MAPPER.writeValueAsString(learning));
            return 0;
        }
        learning.factors().forEach(factor -> out().println(String.format(
                Locale.ROOT,
                "%s: %s: %s %s -> %s, of %d runs that are %+.0f%% off",
                factor.file(),
                factor.row(),
                factor.column(),
                factor.before(),
                factor.after(),
                factor.runs(),
                100 * factor.error())));
        learning.notes().forEach(out()::println);
        out().println(
                        learning.factors().isEmpty()
                                ? "Nothing to change: " + learning.runs() + " runs can be compared, "
                                        + learning.others() + " were estimated by the guide or by other figures."
                                : "Saved in the draft '" + name
                                        + "'; nothing is published. 'rules impact' or /workshop shows what"
                                        + " it would change.");
        return 0;
    }

    private int show(Ledger ledger) {
        EstimateVersusActual accuracy = EstimateVersusActual.of(ledger);
        if (json) {
            out().println(AnswerJson.MAPPER.writeValueAsString(accuracy));
            return 0;
        }
        out().print(AccuracyText.of(accuracy));
        return 0;
    }
}
