package tunewise.cli.ask;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.catalog.RuleFiles;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TableFormat;
import tunewise.cli.terminal.TextInput;
import tunewise.ledger.Ledger;
import tunewise.question.FieldSet;
import tunewise.service.AdviceService;

@Command(mixinStandardHelpOptions = true, sortOptions = false)
public final class AdviseCommand implements Callable<Integer> {
    private static final String CAME_FROM = "command-line";

    private static final FieldOptions OPTIONS = new FieldOptions(FieldSet.QUESTION);
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "in place of MODEL: the model's config.json")
    private @Nullable Path config;

    @Option(
            names = "--question",
            paramLabel = "FILE",
            description = "the whole question as the API's JSON, in place of the options; - reads standard input")
    private @Nullable String question;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "many questions, as CSV with the API's field names above or as JSON, one a line;"
                    + " - reads standard input")
    private @Nullable String file;

    @Option(names = "--out", paramLabel = "FILE", description = "with --file: where the answers go")
    private @Nullable Path out;

    @Option(names = "--resume", description = "with --out: continues after the last answer in the file")
    private boolean resume;

    @Option(
            names = "--format",
            paramLabel = "HOW",
            converter = TableFormat.Converter.class,
            description = "with --file: csv or jsonl (default: the file's own)")
    private @Nullable TableFormat format;

    @Option(names = "--json", description = "the answer as the API returns it")
    private boolean json;

    @Option(names = "--all", description = "every rule that fired and every set-up that it ruled out")
    private boolean all;

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    private AdviseCommand(Services services) {
        this.services = services;
    }

    public static CommandLine of(Services services) {
        return OPTIONS.addTo(new AdviseCommand(services), "The question:");
    }

    @Override
    public Integer call() {
        Map<String, List<String>> form = OPTIONS.form(spec);
        refuseMixtures(form);
        if (config != null) {
            form.put("model.config", List.of(TextInput.read(config)));
        }
        services.openAhead(folders.rules, folders.data.folder);
        try (Ledger ledger = folders.data.open(services)) {
            AdviceService service = services.service(folders::load, ledger, folders.data.folder);
            sayWhetherTheFolderDiffers(service);
            if (file != null) {
                return batch(service, file) ? 0 : ExitCode.FOUND_SOMETHING;
            }
            Recommendation answer = question == null
                    ? service.adviseForm(form, CAME_FROM, services.author())
                    : service.advise(TextInput.read(question), CAME_FROM, services.author());
            PrintWriter print = spec.commandLine().getOut();
            print.println(
                    json
                            ? AnswerJson.write(answer)
                            : new AnswerText(answer, service.advisor().loaded(), all).text());
            return answer.outcome() == Recommendation.Outcome.NOT_FEASIBLE ? ExitCode.FOUND_SOMETHING : 0;
        }
    }

    private boolean batch(AdviceService service, String questions) {
        Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
        AdviseBatch batch = new AdviseBatch(service, CAME_FROM, services.author(), progress);
        if (out == null) {
            return batch.run(questions, spec.commandLine().getOut(), format, 0);
        }
        try (AnswersFile answers = resume ? AnswersFile.resume(out) : AnswersFile.create(out)) {
            if (answers.format() != null && format != null && answers.format() != format) {
                throw misused("'" + out + "' holds another format than --format. Maybe leave --format out.");
            }
            if (answers.answered() > 0) {
                progress.say("Line " + answers.answered() + " is the last that '" + out + "' answers; we continue "
                        + "after it.");
            }
            return batch.run(
                    questions, answers.out(), answers.format() == null ? format : answers.format(), answers.answered());
        }
    }

    private void refuseMixtures(Map<String, List<String>> form) {
        boolean options = !form.isEmpty() || config != null;
        if (question != null && options) {
            throw misused("--question holds the whole question; leave out " + OPTIONS.given(spec) + ".");
        }
        if (file != null && (options || question != null)) {
            throw misused(
                    "--file holds whole questions; leave out " + (options ? OPTIONS.given(spec) : "--question") + ".");
        }
        if (file != null && (json || all)) {
            throw misused((json ? "--json" : "--all") + " is for one answer. Maybe you mean --format jsonl.");
        }
        if (file == null && (out != null || format != null)) {
            throw misused((out != null ? "--out" : "--format") + " is for --file. Maybe you mean --json.");
        }
        if (resume && out == null) {
            throw misused("--resume is for --out. Maybe --out names the file that was cut off.");
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Whoever has just edited a rule must not take the answer for the edited rule's. */
    private void sayWhetherTheFolderDiffers(AdviceService service) {
        if (Files.isDirectory(folders.rules)
                && !RuleFiles.load(folders.rules)
                        .hash()
                        .equals(service.advisor().loaded().release())) {
            spec.commandLine()
                    .getErr()
                    .println("The active release answers, and the rules in '" + folders.rules
                            + "' differ from it. Maybe run 'tunewise rules publish'.");
        }
    }
}
