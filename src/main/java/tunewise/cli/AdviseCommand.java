package tunewise.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.audit.Desk;
import tunewise.audit.Ledger;
import tunewise.catalog.RuleFiles;

@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Answers one question, records it, and shows the rules that decided.")
final class AdviseCommand implements Callable<Integer> {
    private static final String CAME_FROM = "command-line";

    private final Wiring wiring;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = false, heading = "The question:%n")
    private AdviseOptions options = new AdviseOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "in place of MODEL: the model's config.json")
    private @Nullable Path config;

    @Option(
            names = "--question",
            paramLabel = "FILE",
            description = "the whole question as the API's JSON, in place of the options; - reads standard input")
    private @Nullable String question;

    @Option(names = "--json", description = "the answer as the API gives it")
    private boolean json;

    @Option(names = "--all", description = "every rule that fired and every set-up that was excluded")
    private boolean all;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    AdviseCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Map<String, List<String>> form = options.form();
        if (question != null && !(form.isEmpty() && config == null)) {
            throw new ParameterException(
                    spec.commandLine(), "--question holds the whole question; leave out " + options.given() + ".");
        }
        if (config != null) {
            form.put("model.config", List.of(TextInput.read(config)));
        }
        try (Ledger ledger = folders.data.open(wiring)) {
            Desk desk = wiring.desk(folders::load, ledger, folders.data.folder);
            sayWhetherTheFolderDiffers(desk);
            Recommendation answer = question == null
                    ? desk.adviseForm(form, CAME_FROM, wiring.author())
                    : desk.advise(TextInput.read(question), CAME_FROM, wiring.author());
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? AnswerJson.write(answer) : new AnswerText(answer, all).text());
            return answer.outcome() == Recommendation.Outcome.NOT_FEASIBLE ? Tunewise.FOUND_SOMETHING : 0;
        }
    }

    /** Whoever has just edited a rule must not take the answer for the edited rule's. */
    private void sayWhetherTheFolderDiffers(Desk desk) {
        if (Files.isDirectory(folders.rules)
                && !RuleFiles.load(folders.rules)
                        .hash()
                        .equals(desk.advisor().knowhow().release())) {
            spec.commandLine()
                    .getErr()
                    .println("The active release answers, and the rules in '" + folders.rules
                            + "' differ from it. Maybe 'tunewise rules publish' is due.");
        }
    }
}
