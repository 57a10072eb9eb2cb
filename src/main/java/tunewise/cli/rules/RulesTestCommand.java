package tunewise.cli.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Fault;
import tunewise.cli.terminal.AnalystFolders;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.workshop.Examination;
import tunewise.workshop.Mutation;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;
import tunewise.workshop.TestReport;
import tunewise.workshop.Workspace;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the fixtures and scenarios of a rules folder.")
final class RulesTestCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    @Option(
            names = "--mutate",
            description =
                    "changes every threshold, comparison and constant in turn, and lists the changes that no fixture"
                            + " notices")
    private boolean mutate;

    @Option(names = "--all", description = "each case and scenario with the rules that fired")
    private boolean all;

    @Option(names = "--json", description = "for programs: each case and scenario with the rules that fired")
    private boolean json;

    RulesTestCommand(Services services) {
        this.services = services;
    }

    /** What {@code --json} prints. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record JsonReport(
            boolean passed,
            List<Fault> faults,
            List<String> unreached,
            List<TestReport.CaseResult> cases,
            List<TestReport.ScenarioResult> scenarios,
            Mutation.@Nullable Outcome mutation) {}

    @Override
    public Integer call() {
        Workspace piece = folders.load();
        if (!piece.hasFixtures()) {
            throw new UnusableInputException("there are no fixtures in '" + folders.fixtures()
                    + "', so there is nothing to test with. Maybe --fixtures DIR names their folder.");
        }
        Progress progress = new Progress(spec.commandLine().getErr(), services.showsProgress());
        Examination examination = new RulesValidator(folders.data.compiler(services), RuleTestRunner.HERE)
                .examine(piece, null, progress::at);
        Mutation.Outcome mutation = mutate
                ? examination
                        .loaded()
                        .map(loaded -> RuleTestRunner.HERE.mutate(piece, loaded, Set.of(), progress::at))
                        .orElse(null)
                : null;
        progress.erase();
        boolean passed = examination.passed()
                && (mutation == null || mutation.unnoticed().isEmpty());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            TestReport report = examination.tests().orElse(new TestReport(List.of(), List.of(), List.of(), List.of()));
            out.println(AnswerJson.MAPPER.writeValueAsString(new JsonReport(
                    passed, examination.faults(), report.unreached(), report.cases(), report.scenarios(), mutation)));
        } else {
            print(examination, mutation, out);
        }
        return passed ? 0 : ExitCode.FOUND_SOMETHING;
    }

    private void print(Examination examination, Mutation.@Nullable Outcome mutation, PrintWriter out) {
        if (all) {
            examination.tests().ifPresent(report -> printAll(report, out));
        }
        examination.faults().forEach(fault -> out.println(fault.text()));
        examination
                .tests()
                .ifPresent(report -> out.println(report.cases().size() + " cases of fixtures and "
                        + report.scenarios().size() + " scenarios, "
                        + (report.passed()
                                ? "all as expected."
                                : Fault.count(report.faults().size()) + ".")));
        if (examination.tests().isEmpty()) {
            out.println(Fault.count(examination.faults().size()) + ".");
        }
        if (mutation != null) {
            mutation.unnoticed().forEach(each -> out.println(each.fault().text()));
            out.println(mutation.mistakes() + " small mistakes in the rules, "
                    + (mutation.unnoticed().isEmpty()
                            ? "all noticed by fixtures."
                            : mutation.unnoticed().size() + " of them unnoticed by fixtures."));
        }
    }

    private static void printAll(TestReport report, PrintWriter out) {
        report.cases()
                .forEach(each -> out.println((each.passed() ? "ok    " : "FAULT ") + each.file() + ":" + each.line()
                        + (each.applies() ? ": applies: " : ": stays quiet: ") + each.why() + " ["
                        + String.join(" ", each.fired()) + "]"));
        report.scenarios()
                .forEach(each -> out.println((each.differences().isEmpty() ? "ok    " : "FAULT ") + each.name() + " ["
                        + String.join(" ", each.fired()) + "]"));
    }
}
