package tunewise.cli.rules;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.workshop.Examination;
import tunewise.workshop.FolderBase;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.Workspace;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Finds every fault of the rules and catalogs in a folder.")
final class RulesCheckCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    RulesCheckCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Examination examination;
        try {
            Workspace piece = folders.load();
            examination = new RulesValidator(folders.data.compiler(services), RuleTestRunner.HERE)
                    .check(piece, published(piece));
        } catch (FaultsException e) {
            examination = new Examination(e.faults(), List.of(), null, null);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, List<Fault>> report = new LinkedHashMap<>();
            report.put("faults", examination.faults());
            report.put("warnings", examination.warnings());
            out.println(AnswerJson.MAPPER.writeValueAsString(report));
        } else {
            print(examination, out);
        }
        return examination.passed() ? 0 : ExitCode.FOUND_SOMETHING;
    }

    /** The release that the folder stems from, where there is a ledger to know it from; a check needs none. */
    private @Nullable Workspace published(Workspace piece) {
        Optional<Ledger> found = folders.data.ifThere(services);
        try (Ledger ledger = found.orElse(null)) {
            if (ledger == null) {
                return null;
            }
            Releases releases = services.releases(ledger);
            return new FolderBase(folders.data.folder)
                    .release(folders.rules, piece, releases)
                    .map(base -> releases.read(base.content()))
                    .orElse(null);
        }
    }

    private static void print(Examination examination, PrintWriter out) {
        examination.faults().forEach(fault -> out.println(fault.text()));
        if (!examination.warnings().isEmpty()) {
            out.println("Worth a look:");
            examination.warnings().forEach(warning -> out.println(warning.text()));
        }
        out.println(
                examination.passed()
                        ? examination
                                .loaded()
                                .map(loaded -> "No faults: "
                                        + loaded.rulebook().rules().size() + " rules, release " + loaded.release()
                                        + ".")
                                .orElseThrow()
                        : Fault.count(examination.faults().size()) + ".");
    }
}
