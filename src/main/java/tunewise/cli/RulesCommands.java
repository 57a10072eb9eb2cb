package tunewise.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.advice.AnswerJson;
import tunewise.advice.Knowhow;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;

/** What analysts do with a rules folder. */
@Command(name = "rules", mixinStandardHelpOptions = true, description = "Checks rules and catalogs.")
final class RulesCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RulesCommands() {}

    static CommandLine of(Wiring wiring) {
        return new CommandLine(new RulesCommands()).addSubcommand(new Check(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says everything that is wrong with the rules and catalogs of a folder.")
    private static final class Check implements Callable<Integer> {
        private final Wiring wiring;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Folders folders = new Folders();

        @Option(names = "--json", description = "for programs")
        private boolean json;

        Check(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try {
                Knowhow knowhow = wiring.knowhow(folders.rules);
                out.println(
                        json
                                ? json(List.of())
                                : "No faults: " + knowhow.rulebook().rules().size() + " rules, release "
                                        + knowhow.release() + ".");
                return 0;
            } catch (FaultsException e) {
                out.println(
                        json
                                ? json(e.faults())
                                : e.getMessage() + "\n" + e.faults().size() + " fault(s).");
                return Tunewise.FOUND_SOMETHING;
            }
        }

        private static String json(List<Fault> faults) {
            return AnswerJson.MAPPER.writeValueAsString(Map.of("faults", faults));
        }
    }
}
