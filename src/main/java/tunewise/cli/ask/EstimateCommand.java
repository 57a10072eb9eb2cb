package tunewise.cli.ask;

import java.nio.file.Path;
import java.util.ArrayList;
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
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Estimates;
import tunewise.catalog.Catalog;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.RulesFolder;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.TableFormat;
import tunewise.cli.terminal.TextInput;
import tunewise.question.FieldSet;

@Command(mixinStandardHelpOptions = true, sortOptions = false)
public final class EstimateCommand implements Callable<Integer> {
    private static final FieldOptions OPTIONS = new FieldOptions(FieldSet.ESTIMATE);
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "in place of MODEL: the model's config.json")
    private @Nullable Path config;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "the whole configuration as the API's JSON, in place of the options; - reads standard input")
    private @Nullable String request;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "many configurations, as CSV with the API's field names above or as JSON, one a line;"
                    + " - reads standard input")
    private @Nullable String file;

    @Option(names = "--json", description = "the answer as the API returns it")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "HOW",
            converter = TableFormat.Converter.class,
            description = "with --file: csv or jsonl (default: the file's own)")
    private @Nullable TableFormat format;

    @Mixin
    private RulesFolder folder = new RulesFolder();

    private EstimateCommand(Services services) {
        this.services = services;
    }

    public static CommandLine of(Services services) {
        return OPTIONS.addTo(
                new EstimateCommand(services), "The configuration; what is left out follows method and stack:");
    }

    @Override
    public Integer call() {
        Map<String, List<String>> form = OPTIONS.form(spec);
        refuseMixtures(form);
        if (config != null) {
            form.put("model.config", List.of(TextInput.read(config)));
        }
        Catalog catalog = services.catalog(folder.rules);
        Estimates estimates = Estimates.of(catalog).with(services.hub());
        if (file != null) {
            Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
            return new EstimateBatch(estimates, spec.commandLine().getOut(), progress).run(file, format)
                    ? 0
                    : ExitCode.FOUND_SOMETHING;
        }
        EstimateAnswer answer =
                request == null ? estimates.answerForm(form) : estimates.answer(TextInput.read(request));
        spec.commandLine()
                .getOut()
                .println(
                        json ? AnswerJson.MAPPER.writeValueAsString(answer) : new EstimateText(answer, catalog).text());
        return 0;
    }

    private void refuseMixtures(Map<String, List<String>> form) {
        List<String> ways = new ArrayList<>();
        if (!form.isEmpty() || config != null) {
            ways.add(OPTIONS.given(spec));
        }
        if (request != null) {
            ways.add("--request");
        }
        if (file != null) {
            ways.add("--file");
        }
        if (ways.size() > 1) {
            throw misused("you gave the configuration in more than one way: " + String.join(" and ", ways)
                    + ". Maybe you mean only one of them.");
        }
        if (file != null && json) {
            throw misused("--json is for one answer. Maybe you mean --format jsonl.");
        }
        if (file == null && format != null) {
            throw misused("--format is for --file. Maybe you mean --json.");
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
