package tunewise.cli;

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
import tunewise.audit.Ledger;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.workshop.Bench;
import tunewise.workshop.Examination;
import tunewise.workshop.Examiner;
import tunewise.workshop.Origins;
import tunewise.workshop.Releases;
import tunewise.workshop.Workpiece;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with the rules and catalogs of a folder.")
final class CheckRulesCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AnalystFolders folders = new AnalystFolders();

    @Option(names = "--json", description = "for programs")
    private boolean json;

    CheckRulesCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Examination examination;
        try {
            Workpiece piece = folders.load();
            examination = new Examiner(wiring::knowhow, Bench.HERE).check(piece, published(piece));
        } catch (FaultsException e) {
            examination = new Examination(e.faults(), List.of(), null, null);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, List<Fault>> told = new LinkedHashMap<>();
            told.put("faults", examination.faults());
            told.put("warnings", examination.warnings());
            out.println(AnswerJson.MAPPER.writeValueAsString(told));
        } else {
            print(examination, out);
        }
        return examination.passed() ? 0 : ExitCode.FOUND_SOMETHING;
    }

    /** The release that the folder stems from, where there is a ledger to know it from; a check needs none. */
    private @Nullable Workpiece published(Workpiece piece) {
        Optional<Ledger> found = folders.data.ifThere(wiring);
        try (Ledger ledger = found.orElse(null)) {
            if (ledger == null) {
                return null;
            }
            Releases releases = wiring.releases(ledger);
            return new Origins(folders.data.folder)
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
                                .knowhow()
                                .map(knowhow -> "No faults: "
                                        + knowhow.rulebook().rules().size() + " rules, release " + knowhow.release()
                                        + ".")
                                .orElseThrow()
                        : Fault.count(examination.faults().size()) + ".");
    }
}
