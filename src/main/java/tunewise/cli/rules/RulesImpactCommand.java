package tunewise.cli.rules;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.cli.rules.SparkImpact.Output;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.workshop.ImpactReport;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workspace;

@Command(
        name = "impact",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows which answers a rules folder would change. It records nothing.")
final class RulesImpactCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--recorded",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many recorded questions, the newest ones (default: 1000)")
    private int recorded = 1000;

    @Option(names = "--from", paramLabel = "DAY", description = "recorded questions of this day and later")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "recorded questions of this day and earlier")
    private @Nullable LocalDate until;

    @Option(names = "--json", description = "for programs, with the name of every answer that changes")
    private boolean json;

    @Option(
            names = "--engine",
            paramLabel = "WHICH",
            defaultValue = "here",
            description = "here (default), or spark for more questions than one machine has time for")
    private String engine = "here";

    @Mixin
    private SparkImpact spark = new SparkImpact();

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    RulesImpactCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        try (Ledger ledger = folders.data.existing(services)) {
            Workspace piece = folders.load();
            Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
            Releases releases = services.releases(ledger);
            Publication active = releases.active()
                    .orElseThrow(() -> new UnusableInputException(
                            "nothing was published yet. Maybe 'tunewise serve' has not run with this data folder."));
            if (engine().equals("spark")) {
                return spark.run(
                        ledger,
                        releases,
                        active,
                        piece,
                        sparkOptions(),
                        new Output(spec.commandLine().getOut(), services.showsProgress()));
            }
            ImpactReport report = new RulesValidator(folders.data.compiler(services), RuleTestRunner.HERE)
                    .impact(
                            services.loaded(releases.rules(active), folders.data.folder),
                            piece,
                            new RecordedQuestions(ledger).newest(recorded, from, until),
                            progress::at);
            progress.erase();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(AnswerJson.MAPPER.writeValueAsString(report));
            } else {
                out.println(ImpactText.of(report));
            }
            return 0;
        }
    }

    private String engine() {
        if (!List.of("here", "spark").contains(engine)) {
            throw new ParameterException(
                    spec.commandLine(), "--engine '" + engine + "' is neither here nor spark. Maybe you mean spark.");
        }
        return engine;
    }

    private List<String> sparkOptions() {
        List<String> options = new ArrayList<>(List.of("--recorded", Integer.toString(recorded)));
        if (from != null) {
            options.addAll(List.of("--from", from.toString()));
        }
        if (until != null) {
            options.addAll(List.of("--until", until.toString()));
        }
        if (json) {
            options.add("--json");
        }
        return options;
    }
}
